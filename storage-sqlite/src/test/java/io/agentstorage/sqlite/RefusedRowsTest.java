// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.testkit.fault.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refused row has an exception, which takes some kilobytes: of thirty thousand the heap here holds a half. */
class RefusedRowsTest {
  @TempDir Path folder;

  @Test
  void rowsRefusedInOneCommitAreCountedAndNotKeptWhereNobodyIsToldOfThem() throws Exception {
    try (ChildJvm loading =
        ChildJvm.running(RefusedRowsMain.class, folder.resolve("agent.db").toString(), "30000")
            .jvmOptions("-Xmx56m")
            .start()) {
      loading.awaitSuccess();

      assertThat(loading.output()).contains("inserted 1, rejected 29999");
    }
  }
}
