// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {
  private static final BarChart BARS =
      new BarChart(
          "Loads & \"more\"",
          "rows a second",
          List.of(
              new Series("a <b>", List.of(new Series.Point("one", 10, 9, 11))),
              new Series("c", List.of(new Series.Point("one", 20), new Series.Point("two", 5)))));
  private static final LineChart LINES =
      new LineChart(
          "Growth",
          "rows",
          "rows a second",
          List.of(
              new Series(
                  "a",
                  List.of(new Series.Point("10000", 3, 2, 4), new Series.Point("100000", 5)))));

  @Test
  void barsAreWellFormedAndSayWhatTheyShow() throws Exception {
    Document svg = parse(BARS.svg());

    assertThat(texts(svg))
        .contains("Loads & \"more\"", "rows a second", "a <b>", "c", "one", "two", "10", "20", "5");
    // The page, two in the legend, and three bars.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(6);
  }

  @Test
  void aBarIsAsLongAsItsNumber() throws Exception {
    NodeList rectangles = parse(BARS.svg()).getElementsByTagName("rect");

    assertThat(width(rectangles, 4)).isEqualTo(2 * width(rectangles, 3));
    assertThat(width(rectangles, 5)).isEqualTo(width(rectangles, 3) / 2);
  }

  @Test
  void linesAreWellFormedAndSayWhatTheyShow() throws Exception {
    Document svg = parse(LINES.svg());

    assertThat(texts(svg)).contains("Growth", "rows", "rows a second", "10,000", "100,000", "a");
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
  }

  @Test
  void aPlotWithoutNumbersIsStillOne() throws Exception {
    parse(new LineChart("Nothing", "rows", "rows a second", List.of()).svg());
    parse(new BarChart("Nothing", "rows", List.of(new Series("a", List.of()))).svg());
  }

  @Test
  void theSameNumbersGiveTheSameText() {
    assertThat(BARS.svg())
        .isEqualTo(new BarChart(BARS.title(), BARS.axis(), BARS.series()).svg())
        .doesNotContain("\r");
  }

  @ParameterizedTest
  @CsvSource({
    "0.7, 0.2, 4",
    "1, 0.2, 5",
    "12, 2, 6",
    "57, 10, 6",
    "147000, 50000, 3",
    "600, 100, 6"
  })
  void scalesEndAtARoundNumberNotBelowTheLargest(double largest, double step, int steps) {
    assertThat(Scale.to(largest).step()).isCloseTo(step, within(step));
    assertThat(Scale.to(largest).steps()).isEqualTo(steps);
    assertThat(Scale.to(largest).end()).isGreaterThanOrEqualTo(largest - 1e-9);
  }

  private static Offset<Double> within(double of) {
    return Offset.offset(of * 1e-9);
  }

  private static double width(NodeList rectangles, int index) {
    return Double.parseDouble(
        rectangles.item(index).getAttributes().getNamedItem("width").getNodeValue());
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document svg) {
    NodeList texts = svg.getElementsByTagName("text");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> texts.item(i).getTextContent())
        .toList();
  }
}
