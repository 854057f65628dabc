// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.fleet.Contender.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A fleet that grows: clusters are added and loaded, changed for some rounds, and then one after the other is asked. */
final class FleetRun implements AutoCloseable {
  private final FleetOptions options;
  private final FleetResults results;
  private final PostgresFleet postgres;
  private final List<Contender> contenders;

  /** Who begins changes with each turn. */
  private final List<Contender> turn;

  FleetRun(FleetServer server, FleetOptions options) throws IOException, SQLException {
    this.options = options;
    this.postgres = new PostgresFleet(server);
    this.contenders =
        List.of(
            postgres,
            new SqliteFleet(Files.createDirectories(options.folder())),
            new CopyFleet(server));
    this.turn = new ArrayList<>(contenders);
    this.results =
        new FleetResults(
            contenders.stream().map(Contender::title).toList(),
            contenders.stream()
                .flatMap(contender -> contender.counts().stream())
                .map(Contender.FleetCount::title)
                .toList());
  }

  FleetResults run() throws Exception {
    int before = 0;
    for (int count : options.clusters()) {
      grow(before, count);
      results.report(count);
      before = count;
    }
    results.sizes(postgres.sizes());
    return results;
  }

  private void grow(int before, int count) throws Exception {
    List<FleetCluster> added = clusters(before, count).map(cluster -> cluster.after(0)).toList();
    Map<Contender, Long> empty = bytes();
    load(added, count);
    Map<Contender, Long> loaded = settled();
    check(added);
    for (int round = 0; round < options.rounds(); round++) {
      change(added, round, count);
    }
    Map<Contender, Long> changed = settled();
    List<FleetCluster> now = added.stream().map(one -> one.after(options.rounds())).toList();
    check(now);
    long resources = (long) added.size() * options.resources();
    long revisions = now.stream().mapToLong(FleetCluster::revisions).sum();
    for (Contender contender : contenders) {
      addBytes(contender, FleetResults.RESOURCE, count, empty, loaded, resources);
      if (contender.keepsHistory()) {
        addBytes(contender, FleetResults.REVISION, count, loaded, changed, revisions);
      }
    }
    List<FleetCluster> all = clusters(0, count).toList();
    new FleetQuestions(contenders, results).ask(all, options.rounds());
  }

  private Stream<FleetCluster> clusters(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> new FleetCluster(number, options.resources(), options.rounds()));
  }

  private List<Contender> nextTurn() {
    Collections.rotate(turn, 1);
    return turn;
  }

  private void load(List<FleetCluster> added, int count) throws Exception {
    int next = 0;
    for (int group : AtOnce.groups(added.size())) {
      List<FleetCluster> together = added.subList(next, next + group);
      next += group;
      for (Contender contender : nextTurn()) {
        List<AtOnce.Task> tasks = new ArrayList<>();
        for (FleetCluster cluster : together) {
          tasks.add(contender.load(cluster));
        }
        double seconds = AtOnce.seconds(tasks);
        results.loads.add(
            AtOnce.title(group),
            contender.title(),
            count,
            (double) group * options.resources() / seconds);
      }
    }
  }

  private void change(List<FleetCluster> added, int round, int count) throws Exception {
    for (Contender contender : nextTurn()) {
      if (!contender.keepsHistory()) {
        continue;
      }
      Changes all = Changes.NONE;
      for (FleetCluster cluster : added) {
        all = all.and(contender.change(cluster, round));
      }
      results.changes.add(
          FleetResults.CHANGED, contender.title(), count, rate(all.changed(), all.changeNanos()));
      results.changes.add(
          FleetResults.DELETED, contender.title(), count, rate(all.deleted(), all.deleteNanos()));
    }
  }

  private static double rate(long rows, long nanos) {
    return rows / (nanos / 1e9);
  }

  private void check(List<FleetCluster> clusters) throws Exception {
    for (Contender contender : contenders) {
      for (FleetCluster cluster : clusters) {
        contender.check(Contender.state(contender, cluster));
      }
    }
  }

  private Map<Contender, Long> settled() throws Exception {
    for (Contender contender : contenders) {
      contender.settle();
    }
    return bytes();
  }

  private Map<Contender, Long> bytes() throws Exception {
    Map<Contender, Long> bytes = new LinkedHashMap<>();
    for (Contender contender : contenders) {
      bytes.put(contender, contender.bytes());
    }
    return bytes;
  }

  private void addBytes(
      Contender contender,
      String what,
      int count,
      Map<Contender, Long> from,
      Map<Contender, Long> to,
      long rows) {
    double grown = to.getOrDefault(contender, 0L) - from.getOrDefault(contender, 0L);
    results.bytes.add(what, contender.title(), count, grown / rows);
  }

  @Override
  public void close() throws Exception {
    for (Contender contender : contenders) {
      contender.close();
    }
  }
}
