// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.input.LabelMix;
import io.agentstorage.benchmarks.input.LoadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the same resources by each contender, in turn within each round, each in a JVM of its own with a small heap,
 * checks what was stored, and writes the results.
 */
public final class LoadComparison {
  private static final String HEAP = "-Xmx128m";

  /** The status that a JVM ends with under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private static final List<String> AGAIN_AT_ANY_SIZE =
      List.of(Contender.LIBRARY, Contender.JDBC_ONE, Contender.C);

  private final LoadOptions options;
  private final Outcomes outcomes = new Outcomes();
  private @Nullable NativeLoad nativeLoad;
  private String nativeProblem = "";

  private LoadComparison(LoadOptions options) {
    this.options = options;
  }

  /**
   * Runs the comparison; {@link LoadOptions} says what can be set.
   *
   * @param arguments a folder for databases, a folder for results, the C program
   * @throws IOException if a file cannot be written, or a contender fails
   * @throws SQLException if a database cannot be created
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    new LoadComparison(LoadOptions.of(arguments)).run();
  }

  private void run() throws IOException, SQLException {
    Files.createDirectories(options.folder());
    try {
      nativeLoad =
          NativeLoad.compile(
              options.program(), options.sqlitePackage(), options.folder().resolve("c"));
    } catch (IOException e) {
      nativeProblem = "not run: " + e.getMessage();
      System.out.println("C " + nativeProblem + reason(e));
    }
    for (long size : options.sizes()) {
      for (LabelMix mix : LabelMix.values()) {
        compare(LoadInput.of(mix, size));
      }
    }
    new LoadReport(outcomes, options, nativeLoad == null ? "" : nativeLoad.about()).write();
  }

  private static String reason(IOException e) {
    return e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
  }

  private void compare(LoadInput input) throws IOException, SQLException {
    List<Contender> turn =
        new ArrayList<>(
            options.contenders().stream()
                .filter(one -> one.main() || input.size() <= options.slow())
                .toList());
    if (nativeLoad != null) {
      nativeLoad.make(input, options.folder());
    }
    for (int round = 1; round <= options.rounds(); round++) {
      for (Contender contender : turn) {
        Outcome outcome = outcome(contender, input, round);
        outcomes.add(outcome);
        report(outcome);
      }
      Collections.rotate(turn, -Math.max(1, turn.size() / options.rounds()));
    }
    if (nativeLoad != null) {
      nativeLoad.forget();
    }
  }

  private Outcome outcome(Contender contender, LoadInput input, int round)
      throws IOException, SQLException {
    if (!contender.id().equals(Contender.C)) {
      return fork(contender, input, round);
    }
    return nativeLoad == null
        ? new Outcome(contender, input.mix(), input.size(), round, nativeProblem, List.of())
        : new Outcome(
            contender,
            input.mix(),
            input.size(),
            round,
            null,
            nativeLoad.run(input, options.folder()));
  }

  private Outcome fork(Contender contender, LoadInput input, int round) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.jooq.no-logo=true",
            "-Dorg.jooq.no-tips=true",
            "-Dorg.jboss.logging.provider=slf4j",
            "-cp",
            System.getProperty("java.class.path"),
            LoadFork.class.getName(),
            contender.id(),
            input.mix().name(),
            Long.toString(input.size()),
            Long.toString(Math.min(options.warmUp(), input.size())),
            options.folder().toString(),
            Boolean.toString(again(contender, input)));
    Processes.Result result = Processes.result(options.folder(), command);
    if (result.status() != 0 && result.status() != OUT_OF_MEMORY) {
      throw new IOException(contender.id() + " failed:\n" + result.errors());
    }
    return new Outcome(
        contender,
        input.mix(),
        input.size(),
        round,
        result.status() == 0 ? null : "out of memory",
        result.output().lines().filter(Measurement::isLine).map(Measurement::parse).toList());
  }

  /** Of the large sizes only what the most is said of, as it takes twice the time of the first load. */
  private boolean again(Contender contender, LoadInput input) {
    boolean all = input.size() <= options.slow();
    return contender.again() && (all || AGAIN_AT_ANY_SIZE.contains(contender.id()));
  }

  private static void report(Outcome outcome) {
    System.out.printf(
        Locale.ROOT,
        "%,d %s, round %d: %s %s%n",
        outcome.size(),
        outcome.mix(),
        outcome.round(),
        outcome.contender().id(),
        Stream.concat(
                outcome.measured().stream()
                    .map(
                        one ->
                            String.format(
                                Locale.ROOT, "%s %,.0f/s", one.phase(), outcome.rate(one.phase()))),
                Stream.ofNullable(outcome.problem()))
            .map(Objects::toString)
            .toList());
  }
}
