// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes sample objects as JSON in UTF-8, one after another without holding them. Thread-safe: it has no state.
 *
 * <p>The sample that ships with the project, {@code storage-cli/samples/cluster.json.gz}, is the {@link Format#LIST} of
 * {@code SampleCluster.of(1, 3_000)}. A test compares them; after a change of the generator it writes the file anew with
 * {@code ./mvnw verify -pl storage-core,storage-testkit -Dsample.write=true}.
 */
public final class SampleWriter {
  private SampleWriter() {}

  /** How the objects follow each other. */
  public enum Format {
    /** One object per line. */
    NDJSON,

    /** One {@code List}, in the order in which kubectl prints its fields: the items come before the kind. */
    LIST
  }

  /**
   * Writes all objects.
   *
   * @param objects what to write, such as a {@link SampleCluster}
   * @param format how the objects follow each other
   * @param out where to; buffered, flushed, and left open
   * @return how many objects were written
   * @throws IOException if it cannot be written to
   */
  public static long write(Iterable<SampleObject> objects, Format format, OutputStream out)
      throws IOException {
    boolean list = format == Format.LIST;
    JsonFactory factory =
        new JsonFactoryBuilder()
            .rootValueSeparator(list ? ",\n" : "\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    long count = 0;
    try (JsonGenerator json = factory.createGenerator(out, JsonEncoding.UTF8)) {
      if (list) {
        json.writeRaw("{\"apiVersion\":\"v1\",\"items\":[\n");
      }
      for (SampleObject object : objects) {
        object.writeTo(json);
        count++;
      }
      if (list) {
        json.writeRaw("\n],\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}");
      }
      if (list || count > 0) {
        json.writeRaw('\n');
      }
    }
    out.flush();
    return count;
  }
}
