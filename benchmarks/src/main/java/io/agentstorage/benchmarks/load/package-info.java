// SPDX-License-Identifier: Apache-2.0
/**
 * Bulk loads by this library and by what a user would pick instead, each in a process of its own. {@link
 * io.agentstorage.benchmarks.load.LoadComparison} is the program.
 */
@NullMarked
package io.agentstorage.benchmarks.load;

import org.jspecify.annotations.NullMarked;
