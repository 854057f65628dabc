// SPDX-License-Identifier: Apache-2.0
/** Several threads at work on one file; {@link io.agentstorage.benchmarks.mixed.MixedWork} runs it all. */
@NullMarked
package io.agentstorage.benchmarks.mixed;

import org.jspecify.annotations.NullMarked;
