// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.BulkLoadOptions;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.core.store.OutboxStatus;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.repo.OutboxRepository;
import io.agentstorage.repo.ResourceRepository;
import io.agentstorage.testkit.fault.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sender that dies between sending and acknowledging, as kill -9 ends it. */
@Timeout(180)
class KilledSenderTest {
  private static final int PODS = 500;
  private static final int DELETED = 30;

  @TempDir Path folder;
  private final Random random = new Random(20260203);
  private Path file;
  private Path received;
  private List<String> wanted;

  /**
   * A line of the receiver.
   *
   * @param sender which sender sent it
   * @param batch in which of its batches
   * @param entry the id, the revision and how it ended
   */
  private record Line(int sender, int batch, String entry) {}

  @BeforeEach
  void fill() {
    file = folder.resolve("agent.db");
    received = folder.resolve("received");
    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      ResourceStore store = new ResourceRepository(database, Clock.systemUTC());
      List<ResourceTags> pods = IntStream.range(0, PODS).mapToObj(KilledSenderTest::pod).toList();
      store.bulkLoad(pods.stream(), BulkLoadOptions.defaults());
      pods.subList(0, DELETED).forEach(pod -> store.delete(pod.key(), null));
      wanted =
          new OutboxRepository(database)
              .pending(PODS, Long.MAX_VALUE).stream().map(KilledSenderTest::text).toList();
    }
    assertThat(wanted).hasSize(PODS);
  }

  private static ResourceTags pod(int number) {
    return ResourceTags.builder(ResourceType.POD, "web-" + number)
        .namespace("shop")
        .labels(Map.of("app", "web-" + number % 10))
        .build();
  }

  private static String text(OutboxEntry entry) {
    return entry.id() + " " + entry.revision() + " " + entry.end();
  }

  @Test
  void afterwardsEverythingWasSentAndOnlyTheBatchesInFlightTwice() throws Exception {
    killBetweenSendingAndAcknowledging(1);
    killBetweenSendingAndAcknowledging(2);
    killAnywhere(3);
    killAnywhere(4);
    start(5, 0).awaitSuccess();

    try (SqliteDatabase database = SqliteDatabase.open(file)) {
      Outbox outbox = new OutboxRepository(database);
      assertThat(outbox.status()).isEqualTo(new OutboxStatus(0, 0, null));
    }
    List<Line> lines = lines();
    assertThat(lines.stream().map(Line::entry).distinct())
        .containsExactlyInAnyOrderElementsOf(wanted);
    Map<String, List<Line>> byEntry = lines.stream().collect(Collectors.groupingBy(Line::entry));
    Map<Integer, Integer> lastBatches = new HashMap<>();
    lines.forEach(line -> lastBatches.merge(line.sender(), line.batch(), Math::max));
    List<Line> sentAgain = new ArrayList<>();
    byEntry.values().forEach(all -> sentAgain.addAll(all.subList(0, all.size() - 1)));
    assertThat(sentAgain)
        .as("at least two batches were certainly sent and not acknowledged")
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(line -> assertThat(line.batch()).isEqualTo(lastBatches.get(line.sender())));
    assertThat(Raw.query(file, "PRAGMA integrity_check")).containsExactly("ok");
  }

  private void killBetweenSendingAndAcknowledging(int sender) throws Exception {
    int batch = 1 + random.nextInt(8);
    ChildJvm child = start(sender, batch);
    while (child.isAlive() && !hasSent(sender, batch)) {
      LockSupport.parkNanos(1_000_000); // a spin would take the core that the child needs
    }
    assertThat(child.isAlive()).as(String.join("\n", child.output())).isTrue();
    child.kill();
  }

  private boolean hasSent(int sender, int batch) throws IOException {
    return lines().stream().anyMatch(line -> line.sender() == sender && line.batch() == batch);
  }

  private void killAnywhere(int sender) throws Exception {
    ChildJvm child = start(sender, 0);
    long atSize = size() + random.nextInt(4_000);
    while (child.isAlive() && size() <= atSize) {
      LockSupport.parkNanos(1_000_000);
    }
    child.kill();
  }

  private ChildJvm start(int sender, int stopAt) throws IOException {
    return ChildJvm.running(
            SenderMain.class,
            file.toString(),
            received.toString(),
            Integer.toString(sender),
            Integer.toString(stopAt))
        .start();
  }

  private long size() throws IOException {
    return Files.exists(received) ? Files.size(received) : 0;
  }

  /** Whole lines; a sender may have died in the middle of one. */
  private List<Line> lines() throws IOException {
    if (!Files.exists(received)) {
      return List.of();
    }
    return Files.readString(received)
        .lines()
        .map(line -> line.split(" ", 0))
        .filter(parts -> parts.length == 6 && parts[5].equals("."))
        .map(
            parts ->
                new Line(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    String.join(" ", parts[2], parts[3], parts[4])))
        .toList();
  }
}
