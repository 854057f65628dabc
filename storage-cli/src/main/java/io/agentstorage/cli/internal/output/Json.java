// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;

/** Writers of JSON that leave the stream below open. */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private Json() {}

  /**
   * For people too: indented by two blanks.
   *
   * @param out where to
   * @return the writer
   * @throws IOException if the stream fails
   */
  public static JsonGenerator pretty(OutputStream out) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return FACTORY
        .createGenerator(out, JsonEncoding.UTF8)
        .setPrettyPrinter(
            new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
  }

  /**
   * For programs: values one after the other, each on a line.
   *
   * @param out where to
   * @return the writer
   * @throws IOException if the stream fails
   */
  public static JsonGenerator lines(OutputStream out) throws IOException {
    return FACTORY
        .createGenerator(out, JsonEncoding.UTF8)
        .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }
}
