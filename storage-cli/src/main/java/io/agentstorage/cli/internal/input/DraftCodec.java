// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes drafts to a temporary file and reads them back in the same run: there is no format to keep compatible. */
final class DraftCodec {
  private static final int NONE = -1;
  private static final int OVERHEAD = 200;

  private DraftCodec() {}

  /** Roughly how much memory a draft takes, in characters. */
  static long size(Draft draft) {
    return OVERHEAD + size(draft.labels) + size(draft.annotations);
  }

  static void write(Draft draft, DataOutputStream out) throws IOException {
    text(draft.path, out);
    text(draft.apiVersion, out);
    text(draft.kind, out);
    text(draft.namespace, out);
    text(draft.name, out);
    text(draft.uid, out);
    text(draft.changedBy, out);
    map(draft.labels, out);
    map(draft.annotations, out);
    out.writeBoolean(draft.generatedName);
    problem(draft.broken, out);
    problem(draft.problem, out);
  }

  static Draft read(DataInputStream in) throws IOException {
    Draft draft = new Draft(needed(in));
    draft.apiVersion = text(in);
    draft.kind = text(in);
    draft.namespace = text(in);
    draft.name = text(in);
    draft.uid = text(in);
    draft.changedBy = text(in);
    draft.labels = map(in);
    draft.annotations = map(in);
    draft.generatedName = in.readBoolean();
    draft.broken = problem(in);
    draft.problem = problem(in);
    return draft;
  }

  private static long size(@Nullable Map<String, String> map) {
    long size = 0;
    if (map != null) {
      for (Map.Entry<String, String> entry : map.entrySet()) {
        size += OVERHEAD + entry.getKey().length() + entry.getValue().length();
      }
    }
    return size;
  }

  private static void text(@Nullable String text, DataOutputStream out) throws IOException {
    if (text == null) {
      out.writeInt(NONE);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_16BE);
  }

  private static String needed(DataInputStream in) throws IOException {
    String text = text(in);
    if (text == null) {
      throw new IOException("the temporary file is damaged");
    }
    return text;
  }

  private static void map(@Nullable Map<String, String> map, DataOutputStream out)
      throws IOException {
    out.writeInt(map == null ? NONE : map.size());
    if (map != null) {
      for (Map.Entry<String, String> entry : map.entrySet()) {
        text(entry.getKey(), out);
        text(entry.getValue(), out);
      }
    }
  }

  private static @Nullable Map<String, String> map(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size == NONE) {
      return null;
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(needed(in), needed(in));
    }
    return map;
  }

  private static void problem(Draft.@Nullable Problem problem, DataOutputStream out)
      throws IOException {
    text(problem == null ? null : problem.path(), out);
    if (problem != null) {
      text(problem.reason().name(), out);
      text(problem.message(), out);
    }
  }

  private static Draft.@Nullable Problem problem(DataInputStream in) throws IOException {
    String path = text(in);
    return path == null ? null : new Draft.Problem(path, Reason.valueOf(needed(in)), needed(in));
  }
}
