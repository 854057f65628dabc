// SPDX-License-Identifier: Apache-2.0
/** How Parquet files are written and read. Not for users. */
@NullMarked
package io.agentstorage.parquet.internal;

import org.jspecify.annotations.NullMarked;
