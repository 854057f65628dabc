// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.agentstorage.core.error.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Puts into a store whose folder loses the permission to be written, and gets it back. Argument: the folder. */
final class NoPermissionMain {
  private NoPermissionMain() {}

  /** Root may write into any folder, unless it gives that up. */
  static String[] withoutPrivileges() {
    if (!System.getProperty("user.name").equals("root")) {
      return new String[0];
    }
    boolean there = Files.isExecutable(Path.of("/usr/bin/setpriv"));
    assertThat(there || System.getenv("CI") == null).as("CI has setpriv").isTrue();
    assumeThat(there).as("root needs setpriv for this").isTrue();
    return new String[] {"/usr/bin/setpriv", "--bounding-set=-dac_override"};
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
      store.put(Samples.samples(1, 3));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
      try {
        store.flush();
      } catch (StorageException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
      System.out.println("still pending " + store.pending());
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      store.flush();
      System.out.println("healed");
    }
  }
}
