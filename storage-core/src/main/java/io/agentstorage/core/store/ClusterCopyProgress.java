// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/**
 * How far a copy of a cluster is, after a batch. Immutable.
 *
 * @param step what it does
 * @param table the table it is at
 * @param rows rows of that table, in that step, so far; a verification counts those of both sides
 * @param written rows of all tables that were inserted, replaced or deleted so far
 */
public record ClusterCopyProgress(ClusterCopyStep step, String table, long rows, long written) {}
