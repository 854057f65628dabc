// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/** What a result was measured on. */
public final class Machine {
  private Machine() {}

  /**
   * The processor, its cores, memory, kernel, the versions and the day.
   *
   * @param heap the most memory that the measured JVM may use for objects, as in its option
   * @param libraries a class of each library whose version counts
   * @return lines of Markdown
   */
  public static String describe(String heap, Class<?>... libraries) {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s of memory, %s %s. Java %s (%s), heap `%s`. %s. %s.%n",
        line("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        heap,
        Stream.concat(Stream.of(SQLiteJDBCLoader.class), Arrays.stream(libraries))
            .map(Machine::jar)
            .collect(Collectors.joining(", ")),
        LocalDate.now(Clock.systemUTC()));
  }

  private static String memory() {
    String kib = line("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return kib.isEmpty() ? "unknown size" : Math.round(Long.parseLong(kib) / 1048576.0) + " GiB";
  }

  private static String line(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("an unknown processor");
    } catch (IOException e) {
      return "an unknown processor"; // no Linux
    }
  }

  /** Libraries tell their version in ways of their own; the name of the jar always does. */
  private static String jar(Class<?> library) {
    @Nullable CodeSource source = library.getProtectionDomain().getCodeSource();
    if (source == null) {
      return library.getSimpleName();
    }
    String path = source.getLocation().getPath();
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.jar$", "");
  }
}
