// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.SchemaMismatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedOpeningTest {
  @TempDir Path folder;

  @Test
  void aMissingFolderIsNamedAndNotCreated() {
    Path file = folder.resolve("missing").resolve("agent.db");

    assertThatThrownBy(() -> SqliteDatabase.open(file))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("create it");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderInPlaceOfTheFileIsNamed() {
    assertThatThrownBy(() -> SqliteDatabase.open(folder))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("name a file");
    assertThat(folder).isEmptyDirectory();
  }

  static SqliteOptions[] optionsThatCreateNothing() {
    return new SqliteOptions[] {
      SqliteOptions.defaults().createIfMissing(false), SqliteOptions.forReading()
    };
  }

  @ParameterizedTest
  @MethodSource("optionsThatCreateNothing")
  void aMissingFileIsNamedAndNotCreated(SqliteOptions options) {
    Path file = folder.resolve("agent.db");

    assertThatThrownBy(() -> SqliteDatabase.open(file, options))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("name one that exists");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEmptyFileIsNotOpenedForReading() throws Exception {
    Path file = Files.createFile(folder.resolve("agent.db"));

    assertThatThrownBy(() -> SqliteDatabase.open(file, SqliteOptions.forReading()))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("empty");
    assertThat(file).isEmptyFile();
    assertThat(folder.toFile().list()).containsExactly("agent.db");
  }

  static byte[][] contentsOfSomethingElse() {
    byte[] random = new byte[20_000];
    new Random(7).nextBytes(random);
    return new byte[][] {
      random, Raw.text("apiVersion: v1\nkind: Pod\n"), Raw.text("log line\n".repeat(1000))
    };
  }

  @ParameterizedTest
  @MethodSource("contentsOfSomethingElse")
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItWas(byte[] content) throws Exception {
    Path file = Files.write(folder.resolve("agent.db"), content);

    assertThatThrownBy(() -> SqliteDatabase.open(file))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("name another file");
    assertThat(file).hasBinaryContent(content);
    assertThat(folder.toFile().list()).containsExactly("agent.db");
  }
}
