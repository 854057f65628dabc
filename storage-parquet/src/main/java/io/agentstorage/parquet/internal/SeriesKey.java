// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import org.jspecify.annotations.Nullable;

/** A series as the columns of a file have it. */
record SeriesKey(
    @Nullable String cluster,
    @Nullable String account,
    @Nullable String name,
    @Nullable String node,
    @Nullable String labels) {}
