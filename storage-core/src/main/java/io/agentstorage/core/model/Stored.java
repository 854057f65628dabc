// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

/**
 * What is now in the store, and what the write did to get there. Immutable.
 *
 * @param value the row as it is stored
 * @param id its identity
 * @param outcome what the write did
 * @param <T> the type of the row
 */
public record Stored<T>(T value, ResourceId id, WriteOutcome outcome) {}
