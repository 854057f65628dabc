// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.BulkLoadReport;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.repo.StoredResumePoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Loads pods under a resume point until it is killed, telling after each commit. Takes the database, how many, and {@code
 * together} where several chunks are to be committed together.
 */
final class LoadMain {
  private static final int CHUNK = 500;

  private LoadMain() {}

  public static void main(String[] args) {
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]))) {
      BulkLoadOptions<ResourceTags> options =
          BulkLoadOptions.<ResourceTags>defaults().chunkRows(CHUNK);
      AtomicInteger commits = new AtomicInteger();
      if (args.length > 2) {
        options =
            options.onProgress(
                progress -> System.out.println("commit " + commits.incrementAndGet()));
      } else {
        options = options.commitRows(1).onProgress(progress -> System.out.println(progress.rows()));
      }
      load(database, pods(Integer.parseInt(args[1])), options);
    }
  }

  static BulkLoadReport load(
      SqliteDatabase database, Stream<ResourceTags> pods, BulkLoadOptions<ResourceTags> options) {
    return new ResourceRepository(database, Clock.systemUTC())
        .bulkLoad(
            pods, options.resumeFrom(new StoredResumePoint(database, "pods", Clock.systemUTC())));
  }

  static Stream<ResourceTags> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                ResourceTags.builder(ResourceType.POD, "web-" + i)
                    .namespace("shop")
                    .labels(Map.of("app", "web-" + i / 20))
                    .build());
  }
}
