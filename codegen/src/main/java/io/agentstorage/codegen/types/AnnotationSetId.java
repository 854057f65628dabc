// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen.types;

/**
 * The number of a set of annotations within its cluster: the id of a row of {@code annotation_set}. Immutable.
 *
 * @param value the number, from 1
 */
public record AnnotationSetId(long value) {}
