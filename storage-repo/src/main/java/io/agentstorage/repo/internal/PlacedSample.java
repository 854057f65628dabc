// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.metric.MetricSample;

/**
 * A stored sample.
 *
 * @param place where it is in the order of series and times
 * @param sample what it is
 */
record PlacedSample(SamplePlace place, MetricSample sample) {}
