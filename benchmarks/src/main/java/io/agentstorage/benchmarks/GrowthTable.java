// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each work took at each of some sizes: a line for each work, a column for each size. */
public final class GrowthTable {
  private final List<Long> sizes = new ArrayList<>();
  private final Map<String, Map<Long, String>> lines = new LinkedHashMap<>();

  /** An empty one. */
  public GrowthTable() {}

  /**
   * Adds a cell.
   *
   * @param line the name of its line
   * @param size the number of resources
   * @param text what was measured
   */
  public void add(String line, long size, String text) {
    if (!sizes.contains(size)) {
      sizes.add(size);
    }
    lines.computeIfAbsent(line, name -> new LinkedHashMap<>()).put(size, text);
  }

  /**
   * The table.
   *
   * @param title what is in the corner
   * @return Markdown
   */
  public String text(String title) {
    List<String> head = new ArrayList<>(List.of(title));
    sizes.forEach(size -> head.add(String.format(Locale.ROOT, "%,d", size)));
    StringBuilder text = new StringBuilder(Markdown.head(head));
    lines.forEach(
        (name, cells) -> {
          List<String> row = new ArrayList<>(List.of(name));
          sizes.forEach(size -> row.add(cells.getOrDefault(size, "")));
          text.append(Markdown.row(row.toArray(String[]::new)));
        });
    return text.toString();
  }
}
