// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cases of a text format in a resource: a line {@code @ accepts: what} or {@code @ refuses line:column "part of the
 * message": what}, then the text. One that ends with … has no line feed at its end.
 */
final class CaseFile {
  private static final Pattern HEADER =
      Pattern.compile("@ (?:accepts|refuses (\\d+):(\\d+) \"(.*)\"): (.+)");

  record Case(String name, String text, long line, int column, @Nullable String problem) {
    @Override
    public String toString() {
      return name;
    }
  }

  private CaseFile() {}

  static List<Case> read(String resource) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = CaseFile.class.getResourceAsStream(resource)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String part : all.split("(?m)^(?=@ )")) {
        int end = part.indexOf('\n');
        Matcher header = HEADER.matcher(part.substring(0, end));
        if (!header.matches()) {
          throw new IllegalArgumentException("no header: " + part);
        }
        cases.add(
            new Case(
                header.group(4),
                part.substring(end + 1).replace("…\n", ""),
                header.group(1) == null ? 0 : Long.parseLong(header.group(1)),
                header.group(2) == null ? 0 : Integer.parseInt(header.group(2)),
                header.group(3)));
      }
    }
    return cases;
  }
}
