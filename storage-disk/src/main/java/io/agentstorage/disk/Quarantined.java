// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.nio.file.Path;

/**
 * Something that cannot be read and was put aside, so that nothing is thrown away that somebody may want to look at.
 * Immutable.
 *
 * @param file where it is now
 * @param bytes how many bytes it has
 * @param reason what is wrong with it
 */
public record Quarantined(Path file, long bytes, String reason) {}
