// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.plot;

import java.util.Locale;

/**
 * Collects the elements of a drawing. It has a background of its own, which changes together with its colours where the
 * page is dark, so that it is readable also where a page shows it as an image.
 */
final class Svg {
  private static final String STYLE =
      """
      text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
      .title { font-size: 16px; font-weight: 600 }
      .small { font-size: 12px; fill: #59636e }
      .page { fill: #ffffff; stroke: #d1d9e0 }
      .grid { stroke: #d1d9e0; stroke-width: 1 }
      .axis { stroke: #59636e; stroke-width: 1 }
      .spread { stroke: #1f2328; stroke-width: 1.2; fill: none }
      .f0 { fill: #0969da } .f1 { fill: #bc4c00 } .f2 { fill: #1a7f37 } .f3 { fill: #8250df }
      .f4 { fill: #9a6700 } .f5 { fill: #bf3989 } .f6 { fill: #59636e }
      .l0 { stroke: #0969da } .l1 { stroke: #bc4c00 } .l2 { stroke: #1a7f37 } .l3 { stroke: #8250df }
      .l4 { stroke: #9a6700 } .l5 { stroke: #bf3989 } .l6 { stroke: #59636e }
      .line { fill: none; stroke-width: 2.2 }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc }
        .small { fill: #9198a1 }
        .page { fill: #0d1117; stroke: #3d444d }
        .grid { stroke: #3d444d }
        .axis { stroke: #9198a1 }
        .spread { stroke: #f0f6fc }
        .f0 { fill: #4493f8 } .f1 { fill: #db6d28 } .f2 { fill: #3fb950 } .f3 { fill: #ab7df8 }
        .f4 { fill: #d29922 } .f5 { fill: #db61a2 } .f6 { fill: #9198a1 }
        .l0 { stroke: #4493f8 } .l1 { stroke: #db6d28 } .l2 { stroke: #3fb950 } .l3 { stroke: #ab7df8 }
        .l4 { stroke: #d29922 } .l5 { stroke: #db61a2 } .l6 { stroke: #9198a1 }
      }
      """;

  /** How many colours there are. */
  static final int COLOURS = 7;

  private final StringBuilder elements = new StringBuilder();
  private final int width;
  private final int height;
  private final String title;

  Svg(int width, int height, String title) {
    this.width = width;
    this.height = height;
    this.title = title;
  }

  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void text(double x, double y, Anchor anchor, String style, String text) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n",
            x,
            y,
            anchor.name().toLowerCase(Locale.ROOT),
            style.isEmpty() ? "" : " class=\"" + style + "\"",
            escape(text)));
  }

  /** Written from below to above. */
  void uprightText(double x, double y, String text) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(%.1f %.1f) rotate(-90)\""
                + " text-anchor=\"middle\">%s</text>\n",
            x,
            y,
            escape(text)));
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
            x1,
            y1,
            x2,
            y2,
            style));
  }

  void rectangle(double x, double y, double w, double h, String style) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>\n",
            x,
            y,
            w,
            h,
            style));
  }

  void dot(double x, double y, String style) {
    elements.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" class=\"%s\"/>\n",
            x,
            y,
            style));
  }

  void path(String points, String style) {
    elements.append("<polyline points=\"" + points + "\" class=\"" + style + "\"/>\n");
  }

  String finish() {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" aria-label=\"%s\">\n",
            width,
            height,
            width,
            height,
            escape(title))
        + "<title>"
        + escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n"
        + String.format(
            Locale.ROOT,
            "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\" class=\"page\"/>\n",
            width - 1,
            height - 1)
        + elements
        + "</svg>\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
