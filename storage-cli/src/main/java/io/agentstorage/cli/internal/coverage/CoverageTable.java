// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.cli.internal.output.Columns;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Coverage in columns for people: one table of the labels, and one of the groups. */
final class CoverageTable {
  private CoverageTable() {}

  static void print(Coverage coverage, PrintStream out) {
    Coverage.Group all = coverage.all();
    Columns labels = new Columns("LABEL", "WORKLOADS", "SHARE", "RESOURCES", "SHARE");
    for (int i = 0; i < coverage.labels().size(); i++) {
      labels.add(
          coverage.labels().get(i),
          count(all.workloads(), i) + " of " + Numbers.grouped(all.workloads().total()),
          Percent.text(all.workloads().percent(i)),
          count(all.resources(), i) + " of " + Numbers.grouped(all.resources().total()),
          Percent.text(all.resources().percent(i)));
    }
    labels.print(out);
    if (coverage.by() != null) {
      out.println();
      printGroups(coverage, coverage.by(), out);
    }
  }

  private static void printGroups(Coverage coverage, Grouping by, PrintStream out) {
    List<String> headings = new ArrayList<>(List.of(by.name().toUpperCase(Locale.ROOT)));
    headings.add("WORKLOADS");
    headings.addAll(coverage.labels());
    headings.add("RESOURCES");
    headings.addAll(coverage.labels());
    Columns groups = new Columns(headings.toArray(String[]::new));
    for (Coverage.Group group : coverage.groups()) {
      List<String> row = new ArrayList<>(headings.size());
      row.add(Grouping.shown(group.name()));
      addTally(row, group.workloads(), coverage.labels().size());
      addTally(row, group.resources(), coverage.labels().size());
      groups.add(row.toArray(String[]::new));
    }
    groups.print(out);
  }

  private static void addTally(List<String> row, Tally tally, int labels) {
    row.add(Numbers.grouped(tally.total()));
    for (int i = 0; i < labels; i++) {
      row.add(
          tally.total() == 0 ? "-" : count(tally, i) + " (" + Percent.text(tally.percent(i)) + ")");
    }
  }

  private static String count(Tally tally, int label) {
    return Numbers.grouped(tally.with(label));
  }
}
