// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

/**
 * How much of the file a table or an index takes. Immutable.
 *
 * @param name its name
 * @param bytes the bytes of its pages
 * @param cells its entries, those of inner pages included
 */
public record TableSize(String name, long bytes, long cells) {}
