// SPDX-License-Identifier: Apache-2.0
/** Metric samples: what they take at each stage, how fast they are put, and an hour of a whole cluster. */
@NullMarked
package io.agentstorage.benchmarks.metrics;

import org.jspecify.annotations.NullMarked;
