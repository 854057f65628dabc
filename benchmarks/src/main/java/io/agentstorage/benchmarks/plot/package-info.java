// SPDX-License-Identifier: Apache-2.0
/** Plots of plain numbers as SVG, the same text for the same numbers, readable on light and on dark pages. */
@NullMarked
package io.agentstorage.benchmarks.plot;

import org.jspecify.annotations.NullMarked;
