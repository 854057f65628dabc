// SPDX-License-Identifier: Apache-2.0
/** What is stored in measurements: made from a number, the same on every machine. */
@NullMarked
package io.agentstorage.benchmarks.input;

import org.jspecify.annotations.NullMarked;
