// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import java.nio.file.Path;

/** Takes over what was left in a folder, makes a file of it, and reads it. Argument: the folder. */
final class ReadMain {
  private ReadMain() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (MetricFileStore store = MetricFileStore.open(folder, ContentKind.METRICS)) {
      store.flush();
    }
    MetricFolder files = MetricFolder.open(folder);
    for (MetricFile file : files.list(ContentKind.METRICS)) {
      System.out.println("rows " + files.verify(file.path()));
    }
  }
}
