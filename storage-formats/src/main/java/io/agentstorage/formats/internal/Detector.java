// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import io.agentstorage.formats.MetricFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Tells formats by the name of a file and the first bytes in it. */
public final class Detector {
  /** How much of an input is looked at. */
  public static final int HEAD = 1 << 16;

  private static final int GZIP_MAGIC = 0x1f8b;

  /** What OpenMetrics has and Prometheus' text has not. */
  private static final Pattern OPENMETRICS =
      Pattern.compile(
          "^# (?:EOF$|UNIT |TYPE [^ ]+ (?:unknown|info|stateset|gaugehistogram)$)",
          Pattern.MULTILINE);

  private static final Pattern END = Pattern.compile("(?:^|\n)# EOF\n?$");

  private Detector() {}

  /**
   * Unpacks gzip.
   *
   * @param in an input that begins with gzip, or not
   * @return the input, or what is packed in it
   * @throws IOException if it cannot be read
   */
  public static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in, HEAD) : in;
  }

  /**
   * Finds the format.
   *
   * @param fileName the name of the file, empty if there is none
   * @param head the first bytes of it, unpacked
   * @param end the last bytes of it, as they are
   * @return what it is most like
   */
  public static MetricFormat format(String fileName, byte[] head, byte[] end) {
    MetricFormat named = named(fileName.toLowerCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    int first = firstVisible(head);
    if (first == head.length) {
      return MetricFormat.PROMETHEUS_TEXT;
    }
    int c = head[first];
    if (c == '[' || c == '{' && startsObject(head, first + 1)) {
      return MetricFormat.JSON;
    }
    if (isText(head)) {
      String text = new String(head, StandardCharsets.ISO_8859_1);
      String last = new String(end, StandardCharsets.ISO_8859_1);
      return OPENMETRICS.matcher(text).find() || END.matcher(last).find()
          ? MetricFormat.OPENMETRICS
          : MetricFormat.PROMETHEUS_TEXT;
    }
    return MetricFormat.REMOTE_WRITE;
  }

  private static @Nullable MetricFormat named(String file) {
    String name = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    if (name.endsWith(".snappy") || name.endsWith(".sz")) {
      return MetricFormat.REMOTE_WRITE;
    }
    if (name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return MetricFormat.JSON;
    }
    if (name.endsWith(".om") || name.endsWith(".om.txt") || name.endsWith(".openmetrics")) {
      return MetricFormat.OPENMETRICS;
    }
    return name.endsWith(".prom.txt") ? MetricFormat.PROMETHEUS_TEXT : null;
  }

  private static int firstVisible(byte[] head) {
    int at = 0;
    while (at < head.length && (head[at] == ' ' || head[at] >= '\t' && head[at] <= '\r')) {
      at++;
    }
    return at;
  }

  /** Both JSON and Prometheus' quoted names begin with {": behind the first text, JSON has a colon. */
  private static boolean startsObject(byte[] head, int from) {
    int at = from;
    while (at < head.length && head[at] != '"' && head[at] <= ' ' && head[at] >= 0) {
      at++;
    }
    if (at == head.length || head[at] != '"') {
      return at < head.length && head[at] == '}';
    }
    at++;
    while (at < head.length && head[at] != '"') {
      at += head[at] == '\\' ? 2 : 1;
    }
    at++;
    while (at < head.length && head[at] >= 0 && head[at] <= ' ') {
      at++;
    }
    return at < head.length && head[at] == ':';
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < '\t') {
        return false;
      }
    }
    return true;
  }
}
