// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A complete metric file. Immutable.
 *
 * @param path where it is
 * @param kind what is in it
 * @param start when its first row was put
 * @param stop when its last row was put
 * @param bytes how large it is, compressed
 */
public record MetricFile(Path path, ContentKind kind, Instant start, Instant stop, long bytes) {}
