// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

/**
 * The number of one key=value of a label within its cluster: the id of a row of {@code label_pair}. Immutable.
 *
 * @param value the number, from 1
 */
public record LabelPairId(long value) {}
