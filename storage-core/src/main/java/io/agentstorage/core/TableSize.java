// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core;

/**
 * How much room a table or an index takes. Immutable.
 *
 * @param name its name
 * @param bytes the bytes of its pages
 * @param cells its entries: on SQLite those of inner pages included, on PostgreSQL about so many
 */
public record TableSize(String name, long bytes, long cells) {}
