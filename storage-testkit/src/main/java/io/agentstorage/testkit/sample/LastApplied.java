// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The copy of a manifest that {@code kubectl apply} keeps in an annotation: often the longest text of an object. */
final class LastApplied {
  static final String KEY = "kubectl.kubernetes.io/last-applied-configuration";

  private static final JsonFactory JSON = new JsonFactory();

  private LastApplied() {}

  static String of(SampleKind kind, String namespace, String name, Tags labels, Fields spec) {
    Fields manifest =
        Fields.of(
            "apiVersion",
            kind.apiVersion(),
            "kind",
            kind.kind(),
            "metadata",
            Fields.of(
                "annotations", Tags.EMPTY, "labels", labels, "name", name, "namespace", namespace),
            "spec",
            spec);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      manifest.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written to", e);
    }
    return text.append('\n').toString();
  }
}
