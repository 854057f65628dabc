// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.fleet;

import io.agentstorage.benchmarks.fleet.Contender.Answer;
import io.agentstorage.benchmarks.fleet.Contender.FleetCount;
import io.agentstorage.benchmarks.fleet.Contender.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the contenders in turn, one question at a time, each time another of up to 50 clusters and another resource. The
 * first round does not count: what it reads is then in memory, and its code is compiled.
 */
final class FleetQuestions {
  private static final int QUESTIONS_A_ROUND = 50;

  private final List<Contender> contenders;
  private final FleetResults results;

  FleetQuestions(List<Contender> contenders, FleetResults results) {
    this.contenders = contenders;
    this.results = results;
  }

  /** One contender and one cluster, as it has it. */
  private record Seat(Contender contender, Reader reader, ClusterQuestions questions) {}

  void ask(List<FleetCluster> clusters, int rounds) throws Exception {
    List<FleetCluster> some = some(clusters);
    try (Readers readers = new Readers()) {
      List<List<Seat>> turns = new ArrayList<>();
      for (FleetCluster cluster : some) {
        List<Seat> seats = new ArrayList<>();
        for (Contender contender : contenders) {
          seats.add(readers.seat(contender, contender.turn(cluster, some.getFirst())));
        }
        turns.add(seats);
      }
      for (int round = 0; round <= rounds; round++) {
        for (int i = 0; i < QUESTIONS_A_ROUND; i++) {
          List<Seat> turn = turns.get(i % turns.size());
          Collections.rotate(turn, 1);
          for (Question question : Question.values()) {
            for (Seat seat : turn) {
              ask(seat, question, round * QUESTIONS_A_ROUND + i, round > 0 ? clusters.size() : 0);
            }
          }
        }
      }
    }
    askAll(clusters, rounds);
  }

  private static List<FleetCluster> some(List<FleetCluster> clusters) {
    int count = Math.min(QUESTIONS_A_ROUND, clusters.size());
    List<FleetCluster> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(clusters.get((int) ((long) i * clusters.size() / count)));
    }
    return some;
  }

  /** The number of clusters is 0 where it does not count. */
  private void ask(Seat seat, Question question, int number, int clusters) throws Exception {
    if (question.ofHistory() && !seat.contender().keepsHistory()) {
      return;
    }
    Asked asked = seat.questions().asked(question, number);
    long start = System.nanoTime();
    Answer answer = seat.reader().ask(asked);
    double millis = (System.nanoTime() - start) / 1e6;
    asked.check(seat.contender().title(), answer.found());
    if (clusters > 0) {
      results.questions.add(question.title(), seat.contender().title(), clusters, millis);
    }
  }

  private void askAll(List<FleetCluster> clusters, int rounds) throws Exception {
    String value = ClusterQuestions.commonValue(clusters.getFirst());
    for (int round = 0; round <= rounds; round++) {
      for (Contender contender : contenders) {
        long expected =
            clusters.stream()
                .map(cluster -> Contender.state(contender, cluster))
                .mapToLong(cluster -> ClusterQuestions.count(cluster, value))
                .sum();
        for (FleetCount way : contender.counts()) {
          long start = System.nanoTime();
          long count = way.count().of(ClusterQuestions.COMMON, value);
          double millis = (System.nanoTime() - start) / 1e6;
          if (count != expected) {
            throw new IllegalStateException(way.title() + ": " + count + ", not " + expected);
          }
          if (round > 0) {
            results.fleetQuestions.add(FleetResults.COUNT, way.title(), clusters.size(), millis);
          }
        }
      }
    }
  }

  /** Each cluster of each contender is opened once. */
  private static final class Readers implements AutoCloseable {
    private final Map<Contender, Map<FleetCluster, Seat>> seats = new HashMap<>();

    Seat seat(Contender contender, FleetCluster cluster) throws Exception {
      Map<FleetCluster, Seat> open =
          seats.computeIfAbsent(contender, contenders -> new HashMap<>());
      Seat seat = open.get(cluster);
      if (seat == null) {
        seat =
            new Seat(
                contender,
                contender.reader(cluster),
                new ClusterQuestions(Contender.state(contender, cluster)));
        open.put(cluster, seat);
      }
      return seat;
    }

    @Override
    public void close() throws Exception {
      for (Map<FleetCluster, Seat> open : seats.values()) {
        for (Seat seat : open.values()) {
          seat.reader().close();
        }
      }
    }
  }
}
