// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

/**
 * The number of a series of samples within its cluster: the id of a row of {@code metric_series}. Immutable.
 *
 * @param value the number, from 1
 */
public record SeriesId(long value) {}
