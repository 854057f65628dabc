// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.metric.MetricSample;

/** A sample with its series as text. */
record Row(SeriesText series, MetricSample sample) {}
