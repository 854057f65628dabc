// SPDX-License-Identifier: Apache-2.0
/** Metric samples and the series they belong to, wherever they are stored. All types are immutable. */
@NullMarked
package io.agentstorage.core.metric;

import org.jspecify.annotations.NullMarked;
