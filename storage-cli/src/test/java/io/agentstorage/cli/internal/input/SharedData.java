// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real input that may lie beside the project; tests that need it are left out where it does not. */
final class SharedData {
  private static final Path FOLDER = Path.of("../../shared/data");

  private SharedData() {}

  static Path path(String name) {
    Path path = FOLDER.resolve(name);
    assumeThat(path).exists();
    return path;
  }

  static List<Path> files(String name) throws IOException {
    try (Stream<Path> walk = Files.walk(path(name))) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
