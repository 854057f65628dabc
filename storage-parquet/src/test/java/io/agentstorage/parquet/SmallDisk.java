// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small filesystem of its own, in memory. It takes root, or sudo without a password: tests that need it are left out
 * elsewhere, and fail in CI.
 */
final class SmallDisk implements AutoCloseable {
  private final Path path;
  private final List<String> asRoot;

  private SmallDisk(Path path, List<String> asRoot) {
    this.path = path;
    this.asRoot = asRoot;
  }

  static SmallDisk mount(Path folder, int kibibytes) throws Exception {
    List<String> asRoot =
        System.getProperty("user.name").equals("root") ? List.of() : List.of("sudo", "-n");
    SmallDisk disk = new SmallDisk(Files.createDirectories(folder), asRoot);
    String problem =
        disk.run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k,mode=1777", "tmpfs");
    if (System.getenv("CI") != null) {
      assertThat(problem).as("CI can mount a small disk").isEmpty();
    }
    assumeThat(problem).as("a small disk can be mounted").isEmpty();
    return disk;
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws Exception {
    assertThat(run("umount", "--lazy")).isEmpty();
  }

  /** What it said if it failed, nothing if not. */
  private String run(String... command) throws Exception {
    List<String> all = new ArrayList<>(asRoot);
    all.addAll(List.of(command));
    all.add(path.toString());
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : all + ": " + said;
    } catch (IOException e) {
      return all + ": " + e;
    }
  }
}
