// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks;

import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.sqlite.SqliteDatabase;
import io.agentstorage.testkit.TestClock;
import io.agentstorage.testkit.sample.SampleCluster;
import io.agentstorage.testkit.sample.SampleObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A sample cluster in two files: as the library keeps it, and as a {@link JsonTable}. Made once in a folder, and then
 * found there. Each twentieth resource has changed a label once. All is pending in the outbox.
 *
 * @param folder where the files are
 * @param size the number of resources
 */
public record SampleFiles(Path folder, long size) {
  /** When the resources were loaded. */
  public static final Instant LOADED = Instant.parse("2026-01-01T00:00:00Z");

  /** Between the load and the change. */
  public static final Instant BETWEEN = LOADED.plus(Duration.ofHours(1));

  /** When some changed. */
  public static final Instant CHANGED = LOADED.plus(Duration.ofHours(2));

  private static final int SEED = 1;
  private static final int ONE_CHANGED_IN = 20;

  /**
   * The file of the library, made if it is missing.
   *
   * @return the file, closed
   * @throws IOException if it cannot be made
   */
  public Path library() throws IOException {
    Path file = folder.resolve("sample-" + size + ".db");
    if (!Files.exists(file)) {
      Path part = fresh("sample-" + size + ".part");
      try (SqliteDatabase db = SqliteDatabase.open(part)) {
        TestClock clock = new TestClock(LOADED);
        ResourceStore store = new ResourceRepository(db, clock);
        store.bulkLoad(objects().map(SampleObject::tags), BulkLoadOptions.defaults());
        clock.set(CHANGED);
        store.bulkLoad(
            objects().filter(SampleFiles::changes).map(SampleFiles::stored),
            BulkLoadOptions.defaults());
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  /**
   * The file of the table with JSON, made if it is missing.
   *
   * @return the file, closed
   * @throws IOException if it cannot be made
   * @throws SQLException if the driver fails
   */
  public Path json() throws IOException, SQLException {
    Path file = folder.resolve("sample-" + size + "-json.db");
    if (!Files.exists(file)) {
      Path part = fresh("sample-" + size + "-json.part");
      try (JsonTable table = new JsonTable(part)) {
        table.fill(resources());
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  /**
   * A copy of a file that may be written to.
   *
   * @param file one of the two
   * @param name the name of the copy, in the same folder; an older one is replaced
   * @return the copy
   * @throws IOException if it cannot be made
   */
  public Path copy(Path file, String name) throws IOException {
    return Files.copy(file, fresh(name));
  }

  /**
   * A name for a new file.
   *
   * @param name the name, in the folder; an older database of that name is deleted
   * @return where it will be
   * @throws IOException if the older one cannot be deleted
   */
  public Path fresh(String name) throws IOException {
    Files.createDirectories(folder);
    DatabaseFiles.delete(folder.resolve(name));
    return folder.resolve(name);
  }

  /**
   * The resources as they were stored last.
   *
   * @return them, in the order of the cluster
   */
  public Stream<ResourceTags> resources() {
    return objects().map(SampleFiles::stored);
  }

  /**
   * Some of the resources, evenly spread.
   *
   * @param count how many, at most the size
   * @return them, in the order of the cluster
   */
  public List<ResourceTags> some(int count) {
    long step = size / count;
    return objects()
        .filter(object -> object.ordinal() % step == 0)
        .limit(count)
        .map(SampleFiles::stored)
        .toList();
  }

  /**
   * The keys of {@link #some}.
   *
   * @param count how many, at most the size
   * @return them, in the order of the cluster
   */
  public List<ResourceKey> keys(int count) {
    return some(count).stream().map(ResourceTags::key).toList();
  }

  /**
   * A resource with one label that is not on it yet.
   *
   * @param resource the resource
   * @param value the value of the label
   * @return a changed copy
   */
  public static ResourceTags relabel(ResourceTags resource, String value) {
    Map<String, String> labels = new TreeMap<>();
    if (resource.labels() != null) {
      labels.putAll(resource.labels());
    }
    labels.put("cost-center", value);
    return resource.toBuilder().labels(labels).build();
  }

  private Stream<SampleObject> objects() {
    return SampleCluster.of(SEED, size).stream();
  }

  private static boolean changes(SampleObject object) {
    return object.ordinal() % ONE_CHANGED_IN == 0;
  }

  private static ResourceTags stored(SampleObject object) {
    return changes(object) ? relabel(object.tags(), "moved") : object.tags();
  }
}
