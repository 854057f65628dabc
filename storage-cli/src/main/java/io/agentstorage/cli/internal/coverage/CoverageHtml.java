// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

import io.agentstorage.cli.internal.Numbers;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Coverage as one page that needs nothing else: no script, no font, no image, nothing from anywhere. It is written as
 * it is made. All text is escaped, and the policy in its head lets a browser run or fetch nothing even if it were not.
 */
final class CoverageHtml {
  private static final double GOOD = 90;
  private static final double FAIR = 50;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--back:#fff;--text:#1b2430;--soft:#586474;--line:#dde3ea;--head:#f4f6f9;
      --track:#e6ebf1;--low:#c8372d;--mid:#b97a00;--good:#1e8a4c}
      @media(prefers-color-scheme:dark){:root{--back:#12171e;--text:#e4e9f0;--soft:#9aa7b7;--line:#2b3542;
      --head:#1a212b;--track:#2b3542;--low:#f0766b;--mid:#e0aa3e;--good:#4fc07f}}
      *{box-sizing:border-box}
      body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:80rem;background:var(--back);color:var(--text);
      font:1rem/1.45 system-ui,sans-serif}
      h1{font-size:1.6rem;line-height:1.2;margin:0 0 .25rem}
      h2{font-size:1.15rem;margin:2rem 0 .25rem}
      p{margin:.25rem 0;color:var(--soft)}
      .facts{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:1rem 0 0}
      .facts dt{font-size:.85rem;color:var(--soft)}
      .facts dd{margin:0;font-size:1.15rem;font-weight:600;overflow-wrap:anywhere}
      .scroll{overflow-x:auto;margin-top:.75rem;border:1px solid var(--line);border-radius:.5rem}
      .scroll:focus-visible{outline:2px solid var(--text);outline-offset:2px}
      table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
      th,td{padding:.5rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
      tbody tr:last-child>*{border-bottom:0}
      thead th{background:var(--head);font-size:.85rem;vertical-align:bottom}
      th[scope=row]{font-weight:600;overflow-wrap:anywhere;min-width:8rem;max-width:20rem}
      th[scope=colgroup]{overflow-wrap:anywhere}
      .share{min-width:8.5rem}
      .share b{margin-right:.4em}
      .share span{color:var(--soft);font-size:.85rem;white-space:nowrap}
      .bar{height:.5rem;margin-top:.3rem;border-radius:.25rem;background:var(--track);overflow:hidden}
      .bar i{display:block;height:100%}
      .low i{background:var(--low)}.mid i{background:var(--mid)}.good i{background:var(--good)}
      .low b{color:var(--low)}
      .none{color:var(--soft)}
      @media(max-width:40rem){th,td{padding:.45rem .5rem}th[scope=row]{min-width:6rem}.share{min-width:6rem}
      .share span{display:block;white-space:normal}}
      @media(min-width:40rem){.groups th[scope=row],.groups thead tr:first-child th:first-child{position:sticky;
      left:0;background:var(--back)}.groups thead tr:first-child th:first-child{background:var(--head)}}
      @media print{body{max-width:none;padding:0}.scroll{overflow:visible;border:0}
      *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
      """;

  private final CoverageReport report;
  private final Coverage coverage;
  private final PrintStream out;

  CoverageHtml(CoverageReport report, PrintStream out) {
    this.report = report;
    this.coverage = report.coverage();
    this.out = out;
  }

  void print() {
    printHead();
    printFacts();
    printLabels();
    if (coverage.by() != null) {
      printGroups(coverage.by());
    }
    out.print("</main>\n</body>\n</html>\n");
  }

  private void printHead() {
    out.print("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.print(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
    out.print("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.print("<title>Label coverage of " + escaped(report.database()) + "</title>\n");
    out.print("<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n");
  }

  private void printFacts() {
    String time = report.time().toString();
    out.print("<h1>Label coverage</h1>\n<p>Which share of a cluster carries a label.</p>\n");
    out.print("<dl class=\"facts\">\n");
    printFact("Database", "<bdi>" + escaped(report.database()) + "</bdi>");
    printFact("Read at", "<time datetime=\"" + time + "\">" + readable(time) + "</time>");
    printFact("Workloads", Numbers.grouped(coverage.all().workloads().total()));
    printFact("Resources", Numbers.grouped(coverage.all().resources().total()));
    out.print("</dl>\n");
  }

  private void printFact(String name, String html) {
    out.print("<div><dt>" + name + "</dt><dd>" + html + "</dd></div>\n");
  }

  private static String readable(String time) {
    return time.replace('T', ' ').replace("Z", " UTC");
  }

  private void printLabels() {
    out.print("<h2 id=\"labels\">By label</h2>\n");
    out.print("<p>Workloads are what runs containers and is made by people: ");
    out.print(
        String.join(
            ", ", Coverage.WORKLOADS.stream().sorted().map(type -> escaped(type.kind())).toList()));
    out.print(".</p>\n");
    openTable("labels", "");
    out.print("<thead><tr><th scope=\"col\">Label</th><th scope=\"col\">Workloads with it</th>");
    out.print("<th scope=\"col\">Resources with it</th></tr></thead>\n<tbody>\n");
    for (int i = 0; i < coverage.labels().size(); i++) {
      out.print("<tr><th scope=\"row\">" + escaped(coverage.labels().get(i)) + "</th>");
      printShare(coverage.all().workloads(), i);
      printShare(coverage.all().resources(), i);
      out.print("</tr>\n");
    }
    closeTable();
  }

  private void printGroups(Grouping by) {
    String title = by == Grouping.type ? "Type" : "Namespace";
    List<String> labels = coverage.labels();
    out.print("<h2 id=\"groups\">By " + title.toLowerCase(Locale.ROOT) + "</h2>\n");
    out.print(
        "<p>Worst first: those with the smallest share of workloads with "
            + escaped(labels.get(0))
            + ", the largest of equal ones before the others.</p>\n");
    openTable("groups", " class=\"groups\"");
    out.print("<thead><tr><th scope=\"col\" rowspan=\"2\">" + title + "</th>");
    for (String label : labels) {
      out.print("<th scope=\"colgroup\" colspan=\"2\">" + escaped(label) + "</th>");
    }
    out.print("</tr>\n<tr>");
    for (int i = 0; i < labels.size(); i++) {
      out.print("<th scope=\"col\">Workloads</th><th scope=\"col\">Resources</th>");
    }
    out.print("</tr></thead>\n<tbody>\n");
    for (Coverage.Group group : coverage.groups()) {
      out.print(
          "<tr><th scope=\"row\"><bdi>" + escaped(Grouping.shown(group.name())) + "</bdi></th>");
      for (int i = 0; i < labels.size(); i++) {
        printShare(group.workloads(), i);
        printShare(group.resources(), i);
      }
      out.print("</tr>\n");
    }
    closeTable();
  }

  /** What is too wide is scrolled by itself, with the keyboard too. */
  private void openTable(String heading, String attributes) {
    out.print(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\""
            + heading
            + "\">\n");
    out.print("<table" + attributes + " aria-labelledby=\"" + heading + "\">\n");
  }

  private void closeTable() {
    out.print("</tbody>\n</table>\n</div>\n");
  }

  /** The text says all; the bar is for the eye. */
  private void printShare(Tally tally, int label) {
    if (tally.total() == 0) {
      out.print("<td class=\"share none\">none there</td>");
      return;
    }
    double percent = tally.percent(label);
    String level = percent >= GOOD ? "good" : percent >= FAIR ? "mid" : "low";
    out.print("<td class=\"share " + level + "\"><b>" + Percent.text(percent) + "</b><span>");
    out.print(Numbers.grouped(tally.with(label)) + " of " + Numbers.grouped(tally.total()));
    out.print("</span><div class=\"bar\" aria-hidden=\"true\"><i");
    out.print(String.format(Locale.ROOT, " style=\"width:%.1f%%\"></i></div></td>", percent));
  }

  static String escaped(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return html.toString();
  }
}
