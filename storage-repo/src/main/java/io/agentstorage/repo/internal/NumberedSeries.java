// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.SeriesId;
import io.agentstorage.core.metric.MetricSeries;

/**
 * A stored series.
 *
 * @param id its number
 * @param series what it is
 */
record NumberedSeries(SeriesId id, MetricSeries series) {}
