// SPDX-License-Identifier: Apache-2.0
/**
 * Metric files: samples are put into a journal, and leave as Brotli-compressed JSON. {@link
 * io.agentstorage.disk.MetricFileStore} writes, {@link io.agentstorage.disk.MetricFolder} is for whoever takes the files
 * further.
 */
@NullMarked
package io.agentstorage.disk;

import org.jspecify.annotations.NullMarked;
