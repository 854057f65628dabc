// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.agentstorage.benchmarks.DatabaseFiles;
import io.agentstorage.benchmarks.input.LabelMix;
import io.agentstorage.benchmarks.input.LoadInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One contender in a process of its own: a warm-up, then the loads that count, a line printed for each. */
final class LoadFork {
  private static final Path STATUS = Path.of("/proc/self/status");

  private LoadFork() {}

  /**
   * Runs them.
   *
   * @param arguments the contender, the mix, how many resources, how many to warm up with, a folder,
   *     whether to load again
   * @throws IOException if a file cannot be deleted
   * @throws SQLException if a load fails
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Contender contender = Contender.of(arguments[0]);
    LoadInput input = LoadInput.of(LabelMix.valueOf(arguments[1]), Long.parseLong(arguments[2]));
    Path folder = Path.of(arguments[4]);
    Path file = folder.resolve(contender.id() + ".db");
    long warmUp = Long.parseLong(arguments[3]);
    boolean again = Boolean.parseBoolean(arguments[5]);
    if (warmUp > 0) {
      warmUp(contender, input.others(warmUp), again, file);
    }
    run(contender, input, again, file);
  }

  /** The inputs of a contender's loads, in their order. */
  static Map<Phase, LoadInput> phases(LoadInput input, boolean again) {
    return again
        ? new EnumMap<>(
            Map.of(Phase.FIRST, input, Phase.UNCHANGED, input, Phase.CHANGED, input.withChanges()))
        : Map.of(Phase.FIRST, input);
  }

  /** Loads into a new file, and a quarter of it again. */
  private static void warmUp(Contender contender, LoadInput input, boolean again, Path file)
      throws IOException, SQLException {
    create(contender, file);
    load(contender, Phase.FIRST, input, file);
    if (again) {
      LoadInput quarter = new LoadInput(input.mix(), input.first(), input.size() / 4, true);
      load(contender, Phase.CHANGED, quarter, file);
    }
    DatabaseFiles.delete(file);
  }

  /** Loads into a new file, deleted in the end. */
  static void run(Contender contender, LoadInput input, boolean again, Path file)
      throws IOException, SQLException {
    create(contender, file);
    for (Map.Entry<Phase, LoadInput> phase : phases(input, again).entrySet()) {
      Measurement measured = load(contender, phase.getKey(), phase.getValue(), file);
      if (contender.stores()) {
        LoadCheck.check(file, contender.schema(), phase.getValue());
      }
      System.out.println(measured.line());
    }
    DatabaseFiles.delete(file);
  }

  private static void create(Contender contender, Path file) throws IOException, SQLException {
    DatabaseFiles.delete(file);
    if (contender.stores()) {
      contender.schema().create(file);
    }
  }

  private static Measurement load(Contender contender, Phase phase, LoadInput input, Path file)
      throws IOException, SQLException {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    Loading loading = contender.opener().open(file);
    long cpu = system.getProcessCpuTime();
    long allocated = threads.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    long loaded;
    try (loading) {
      loading.load(input, phase.mode());
      loaded = System.nanoTime();
    }
    long closed = System.nanoTime();
    return new Measurement(
        phase,
        (closed - start) / 1e9,
        (closed - loaded) / 1e9,
        (system.getProcessCpuTime() - cpu) / 1e9,
        threads.getTotalThreadAllocatedBytes() - allocated,
        peakBytes(),
        DatabaseFiles.bytes(file));
  }

  /** The line is {@code VmHWM: 123456 kB} (proc(5)). */
  private static long peakBytes() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(List.of(line.trim().split("\\s+", -1)).get(1)) * 1024;
      }
    }
    return 0;
  }
}
