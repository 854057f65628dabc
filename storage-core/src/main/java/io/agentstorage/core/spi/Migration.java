// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One migration as this version of the library has it. Immutable.
 *
 * @param version the number after the V
 * @param checksum what Flyway stores for it: the CRC-32 of its lines in UTF-8, without their ends
 */
public record Migration(String version, int checksum) {
  private static final String FOLDER = "io/agentstorage/schema/";
  private static final String LIST = "migrations.txt";

  /**
   * Where the migrations of a database are on the class path.
   *
   * @param dialect the name of their folder, such as {@code sqlite}
   * @return the folder
   */
  public static String folder(String dialect) {
    return FOLDER + dialect;
  }

  /**
   * All migrations in the order of their versions.
   *
   * @param dialect the name of their folder
   * @return the migrations, one at least
   * @throws IllegalStateException if the class path has none
   */
  public static List<Migration> all(String dialect) {
    List<Migration> all = new ArrayList<>();
    for (String name : lines(dialect, LIST)) {
      if (!name.isBlank()) {
        String version = name.substring(1, name.indexOf("__")).replace('_', '.');
        all.add(new Migration(version, checksum(dialect, name)));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalStateException(
          folder(dialect)
              + "/"
              + LIST
              + " on the class path is empty: it is being built, or was not to its end; build the"
              + " schema module again");
    }
    all.sort((a, b) -> Integer.compare(number(a.version), number(b.version)));
    return List.copyOf(all);
  }

  private static int number(String version) {
    return Integer.parseInt(version);
  }

  private static int checksum(String dialect, String name) {
    CRC32 crc = new CRC32();
    for (String line : lines(dialect, name)) {
      crc.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return (int) crc.getValue();
  }

  private static List<String> lines(String dialect, String name) {
    String resource = folder(dialect) + "/" + name;
    try (InputStream in = Migration.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is not on the class path; add the schema module of Agent Storage");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " could not be read from the class path", e);
    }
  }
}
