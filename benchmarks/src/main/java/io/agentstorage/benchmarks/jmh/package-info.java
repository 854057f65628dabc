// SPDX-License-Identifier: Apache-2.0
/** Single operations, measured with JMH; {@link io.agentstorage.benchmarks.jmh.Operations} runs them all. */
@NullMarked
package io.agentstorage.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
