// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetGrowthTest {
  @TempDir private Path folder;

  @Test
  void aSmallFleetIsLoadedChangedAskedCheckedAndDescribed() throws Exception {
    FleetGrowth.run(options(List.of(2), 1), false);

    String page = Files.readString(folder.resolve("results/fleet.md"));
    assertThat(page)
        .contains("| contender | 2 clusters |", "| 2 at once | " + PostgresFleet.TITLE)
        .contains("for a revision", "`resource_history`", "fsync = on", "shared_buffers = 512MB");
    for (Question question : Question.values()) {
      assertThat(page).contains("| " + question.title() + " | " + PostgresFleet.TITLE + " | ");
    }
    assertThat(folder.resolve("results/fleet.svg")).content().contains("clusters in the database");
    assertThat(databases()).isEmpty();
  }

  private List<Path> databases() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("databases"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aWrongAnswerFailsTheRun() {
    Asked asked = new ClusterQuestions(new FleetCluster(0, 200, 1)).asked(Question.RARE, 3);

    asked.check("someone", asked.expected());
    assertThatThrownBy(
            () -> asked.check("someone", asked.expected().subList(1, asked.expected().size())))
        .hasMessageContaining("someone answered RARE");
  }

  @Test
  void clustersHaveNoResourceInCommonAndTheSameChanges() {
    FleetCluster first = new FleetCluster(0, 500, 3);
    FleetCluster second = new FleetCluster(1, 500, 3);

    assertThat(second.input().get(0).key()).isNotEqualTo(first.input().get(0).key());
    assertThat(second.input().first()).isEqualTo(first.input().size());
    assertThat(second.revisions()).isEqualTo(first.revisions()).isPositive();
  }

  @Test
  void whatIsDeletedIsNotChangedLater() {
    FleetCluster cluster = new FleetCluster(0, 5000, 3);

    // Of the workloads 2, 42 and so on, which the last round changes, some resources are gone.
    assertThat(cluster.changed(0)).hasSize(13 * 20);
    assertThat(cluster.changed(2)).hasSizeBetween(1, 13 * 20 - 1);
    assertThat(cluster.deleted(2)).hasSize(50);
  }

  @Test
  void groupsOfFourTwoAndOneTakeTurnsUntilAllAreLoaded() {
    assertThat(AtOnce.groups(10)).containsExactly(4, 2, 1, 2, 1);
    assertThat(AtOnce.groups(2)).containsExactly(2);
  }

  @Test
  void aFleetThatShrinksIsRefused() {
    assertThatThrownBy(() -> options(List.of(10, 5), 1)).hasMessageContaining("a fleet grows");
  }

  private FleetOptions options(List<Integer> clusters, int rounds) {
    return new FleetOptions(
        folder.resolve("databases"), folder.resolve("results"), clusters, 200, rounds);
  }
}
