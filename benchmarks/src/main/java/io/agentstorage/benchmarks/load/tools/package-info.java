// SPDX-License-Identifier: Apache-2.0
/** How users of each tool write many rows, with the settings that its documentation gives for that. */
@NullMarked
package io.agentstorage.benchmarks.load.tools;

import org.jspecify.annotations.NullMarked;
