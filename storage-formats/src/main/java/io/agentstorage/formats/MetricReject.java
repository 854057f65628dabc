// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

/**
 * Something in an input that gave no sample, while reading went on behind it. Immutable.
 *
 * @param place where it is
 * @param problem what is wrong, and what was expected
 * @param excerpt the text around the place and a line of carets under it, each line indented; empty where there is no text
 */
public record MetricReject(MetricPlace place, String problem, String excerpt) {}
