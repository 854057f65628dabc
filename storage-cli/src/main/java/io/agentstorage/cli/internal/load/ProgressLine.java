// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.load;

import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.input.Manifests;
import io.agentstorage.cli.internal.output.TerminalLine;
import io.agentstorage.core.store.BulkLoadProgress;
import java.io.PrintStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that shows how far a load is; nothing where nobody watches. Not thread-safe. */
public final class ProgressLine {
  private final TerminalLine line;
  private final Manifests manifests;
  private final long start = System.nanoTime();
  private final OptionalLong totalBytes;

  /**
   * A line.
   *
   * @param terminal where it is shown
   * @param watched whether that is a terminal
   * @param manifests knows how much was read
   */
  public ProgressLine(PrintStream terminal, boolean watched, Manifests manifests) {
    this.line = new TerminalLine(terminal, watched);
    this.manifests = manifests;
    this.totalBytes = watched ? manifests.totalBytes() : OptionalLong.empty();
  }

  /**
   * Shows it, if it was not shown just before.
   *
   * @param progress how far the load is
   */
  public void show(BulkLoadProgress progress) {
    line.show(() -> text(progress.rows(), (System.nanoTime() - start) / 1e9));
  }

  /** Takes it away. */
  public void clear() {
    line.clear();
  }

  private String text(long rows, double seconds) {
    String text =
        Numbers.grouped(rows) + " resources, " + Numbers.grouped(Math.round(rows / seconds)) + "/s";
    String remaining = remaining(seconds);
    return remaining == null ? text : text + ", " + remaining;
  }

  private @Nullable String remaining(double seconds) {
    long read = manifests.bytesRead();
    if (totalBytes.isEmpty() || totalBytes.getAsLong() == 0 || read == 0) {
      return null;
    }
    double part = Math.min(1, (double) read / totalBytes.getAsLong());
    return Math.round(part * 100) + " %, " + Math.round(seconds / part - seconds) + " s left";
  }
}
