// SPDX-License-Identifier: Apache-2.0
/**
 * Reads metric samples as others send them: the text format of Prometheus, OpenMetrics, Prometheus' remote_write, and JSON
 * rows. {@link io.agentstorage.formats.MetricInput} reads, {@link io.agentstorage.formats.MetricReadOptions} has what can
 * be chosen. All types but the streams that are read from are immutable.
 */
@NullMarked
package io.agentstorage.formats;

import org.jspecify.annotations.NullMarked;
