// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.load.tools.RowSink;
import io.agentstorage.benchmarks.load.tools.RowTable;
import io.agentstorage.benchmarks.load.tools.Tool;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.spi.TagsJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Rows of this library's schema as a user of any tool would make them: each distinct set once, its labels indexed. */
final class NormalisedRows implements RowWriter {
  private static final Long CLUSTER = 1L;

  private final RowSink labelSets;
  private final RowSink labelPairs;
  private final RowSink labelEntries;
  private final RowSink annotationSets;
  private final RowSink resources;
  private final Dictionary<SetDigest> labelSetIds;
  private final Dictionary<Map.Entry<String, String>> labelPairIds;
  private final Dictionary<SetDigest> annotationSetIds;
  private final MessageDigest sha256;
  private long lastId;

  NormalisedRows(Tool tool, WriteMode mode) throws SQLException {
    labelSets = tool.sink(RowTable.LABEL_SET, WriteMode.INSERT);
    labelPairs = tool.sink(RowTable.LABEL_PAIR, WriteMode.INSERT);
    labelEntries = tool.sink(RowTable.LABEL_ENTRY, WriteMode.INSERT);
    annotationSets = tool.sink(RowTable.ANNOTATION_SET, WriteMode.INSERT);
    resources = tool.sink(RowTable.RESOURCE_TAGS, mode);
    Connection connection = tool.connection();
    labelSetIds = Dictionary.ofDigests(connection, "label_set");
    labelPairIds = Dictionary.ofPairs(connection);
    annotationSetIds = Dictionary.ofDigests(connection, "annotation_set");
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void add(ResourceTags resource) throws SQLException {
    Long labels = labelSet(resource.labels());
    Long annotations = annotationSet(resource.annotations());
    Long now = System.currentTimeMillis();
    resources.add(
        new @Nullable Object[] {
          CLUSTER,
          newId(now),
          resource.type().toString(),
          Objects.requireNonNullElse(resource.namespace(), ""),
          resource.name(),
          labels,
          annotations,
          now,
          now,
          null,
          1L
        });
  }

  private @Nullable Long labelSet(@Nullable Map<String, String> labels) throws SQLException {
    if (labels == null) {
      return null;
    }
    String json = TagsJson.write(labels);
    SetDigest digest = digest(json.getBytes(StandardCharsets.UTF_8));
    Long known = labelSetIds.find(digest);
    if (known != null) {
      return known;
    }
    Long id = labelSetIds.next(digest);
    labelSets.add(new Object[] {CLUSTER, id, digest.bytes(), json});
    for (Map.Entry<String, String> label : labels.entrySet()) {
      labelEntries.add(new Object[] {CLUSTER, labelPair(label), id});
    }
    return id;
  }

  private Long labelPair(Map.Entry<String, String> label) throws SQLException {
    Long known = labelPairIds.find(label);
    if (known != null) {
      return known;
    }
    Long id = labelPairIds.next(label);
    labelPairs.add(new Object[] {CLUSTER, id, label.getKey(), label.getValue()});
    return id;
  }

  private @Nullable Long annotationSet(@Nullable Map<String, String> annotations)
      throws SQLException {
    if (annotations == null) {
      return null;
    }
    byte[] json = TagsJson.write(annotations).getBytes(StandardCharsets.UTF_8);
    SetDigest digest = digest(json);
    Long known = annotationSetIds.find(digest);
    if (known != null) {
      return known;
    }
    Long id = annotationSetIds.next(digest);
    annotationSets.add(new Object[] {CLUSTER, id, digest.bytes(), (long) json.length, json});
    return id;
  }

  private SetDigest digest(byte[] json) {
    return SetDigest.ofBytes(sha256.digest(json));
  }

  /** A UUID of version 7 (RFC 9562): time, a counter, and random bits. */
  private byte[] newId(long millis) {
    lastId = Math.max(lastId + 1, millis << 12);
    long high = (lastId >>> 12 << 16) | 0x7000 | (lastId & 0xFFF);
    long low = (ThreadLocalRandom.current().nextLong() >>> 2) | Long.MIN_VALUE;
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  @Override
  public void flush() throws SQLException {
    labelSets.flush();
    labelPairs.flush();
    labelEntries.flush();
    annotationSets.flush();
    resources.flush();
  }

  @Override
  public void close() throws SQLException {
    labelSetIds.close();
    labelPairIds.close();
    annotationSetIds.close();
  }
}
