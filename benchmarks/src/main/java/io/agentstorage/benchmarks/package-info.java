// SPDX-License-Identifier: Apache-2.0
/** Measurements, whole programs each; the results are in {@code benchmarks/results}. */
@NullMarked
package io.agentstorage.benchmarks;

import org.jspecify.annotations.NullMarked;
