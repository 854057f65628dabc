// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xerial.snappy.Snappy;

/** Good inputs with random damage give samples or the one exception there is, and end. */
@Timeout(120)
class FuzzTest {
  private static final int ROUNDS = 20_000;
  private static final String SPECIAL =
      "{}\"\\,=# \n\r\t0123456789.eE+-_aINnf:\0\u0080\u00c3\u00ff[]";

  /** With limits that are reached. */
  private static final MetricReadOptions SMALL =
      Reading.OPTIONS.longestLine(256).largestBody(512).mostRemembered(8);

  @Test
  void prometheusText() throws IOException {
    fuzz(MetricFormat.PROMETHEUS_TEXT, texts("prometheus-cases.txt"));
  }

  @Test
  void openMetrics() throws IOException {
    fuzz(MetricFormat.OPENMETRICS, texts("openmetrics-cases.txt"));
  }

  @Test
  void jsonRows() {
    String row =
        "{\"id\":\"8ef9ac3c-0a7a-4a49-b7c2-0e5e2d7c7e60\",\"metric_name\":\"cpu\",\"labels\":{\"a\":\"b\"},"
            + "\"created_at\":\"5\",\"timestamp\":\"4\",\"value\":\"1\",\"more\":[{},1.5e3,null,true]}";
    fuzz(
        MetricFormat.JSON,
        List.of(
            row.getBytes(StandardCharsets.UTF_8),
            ("[" + row + "," + row + "]").getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void remoteWrite() throws IOException {
    byte[] message =
        Bodies.message(
            Bodies.series(
                Bodies.label("__name__", "cpu"),
                Bodies.label("node", "n1"),
                Bodies.sample(1.5, 1000),
                Bodies.inner(4, out -> out.writeDouble(3, 1)),
                out -> out.writeFixed64(9, 1)),
            Bodies.series(Bodies.label("__name__", "up"), Bodies.sample(1, 2)));
    fuzz(MetricFormat.REMOTE_WRITE, List.of(Snappy.compress(message)));

    SplittableRandom random = new SplittableRandom(7);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = Snappy.compress(damaged(message, random));
      refused += isRefused(MetricFormat.REMOTE_WRITE, body, Reading.OPTIONS) ? 1 : 0;
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  private static List<byte[]> texts(String resource) throws IOException {
    List<byte[]> texts = new ArrayList<>();
    for (CaseFile.Case one : CaseFile.read(resource)) {
      texts.add(one.text().getBytes(StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static void fuzz(MetricFormat format, List<byte[]> good) {
    SplittableRandom random = new SplittableRandom(20_241_106);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = damaged(good.get(random.nextInt(good.size())), random);
      MetricReadOptions options = round % 3 == 0 ? SMALL : Reading.OPTIONS;
      refused += isRefused(format, input, options) ? 1 : 0;
      isRefused(
          format, input, options.rejects(reject -> assertThat(reject.problem()).isNotEmpty()));
    }
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1);
  }

  private static boolean isRefused(MetricFormat format, byte[] input, MetricReadOptions options) {
    try {
      Reading.read(format, input, options);
      return false;
    } catch (MetricFormatException e) {
      assertThat(e.getMessage()).startsWith("read input");
      return true;
    }
  }

  private static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bytes = good;
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      bytes = damagedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] damagedOnce(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(16, bytes.length - at) + 1);
    byte special = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
    return switch (random.nextInt(6)) {
      case 0 -> replaced(bytes, at, 1, new byte[] {special});
      case 1 -> replaced(bytes, at, 0, new byte[] {special});
      case 2 -> replaced(bytes, at, length, new byte[0]);
      case 3 -> replaced(bytes, at, 0, part(bytes, at, length));
      case 4 -> replaced(bytes, at, 1, new byte[] {(byte) random.nextInt()});
      default -> part(bytes, 0, at);
    };
  }

  private static byte[] part(byte[] bytes, int from, int length) {
    byte[] part = new byte[length];
    System.arraycopy(bytes, from, part, 0, length);
    return part;
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    byte[] result = new byte[bytes.length - length + by.length];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(bytes, at + length, result, at + by.length, bytes.length - at - length);
    return result;
  }
}
