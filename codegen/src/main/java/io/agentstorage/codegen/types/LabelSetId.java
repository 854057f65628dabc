// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

/**
 * The number of a set of labels within its cluster: the id of a row of {@code label_set}. Immutable.
 *
 * @param value the number, from 1
 */
public record LabelSetId(long value) {}
