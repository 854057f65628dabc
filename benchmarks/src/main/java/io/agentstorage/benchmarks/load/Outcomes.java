// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import io.agentstorage.benchmarks.Spread;
import io.agentstorage.benchmarks.input.LabelMix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rounds of a comparison, and what can be said of them. Not thread-safe. */
final class Outcomes {
  private final List<Outcome> all = new ArrayList<>();

  void add(Outcome outcome) {
    all.add(outcome);
  }

  List<Outcome> all() {
    return List.copyOf(all);
  }

  Stream<Outcome> of(String contender, LabelMix mix, long size) {
    return all.stream()
        .filter(one -> one.contender().id().equals(contender))
        .filter(one -> one.mix() == mix && one.size() == size);
  }

  List<Contender> contenders(LabelMix mix, long size) {
    return Contender.all().stream()
        .filter(contender -> of(contender.id(), mix, size).findAny().isPresent())
        .toList();
  }

  @Nullable Spread rate(String contender, LabelMix mix, long size, Phase phase) {
    return Spread.of(of(contender, mix, size).mapToDouble(one -> one.rate(phase)));
  }

  @Nullable Spread measured(
      String contender, LabelMix mix, long size, Phase phase, ToDoubleFunction<Measurement> value) {
    return Spread.of(
        of(contender, mix, size)
            .map(one -> one.of(phase))
            .filter(Objects::nonNull)
            .mapToDouble(value));
  }

  /** How many times as fast one was as another, in each round. */
  @Nullable Spread ratio(
      String contender, Phase phase, String reference, Phase other, LabelMix mix, long size) {
    return Spread.of(
        of(contender, mix, size)
            .flatMapToDouble(
                one ->
                    of(reference, mix, size)
                        .filter(beside -> beside.round() == one.round())
                        .flatMapToDouble(
                            beside -> DoubleStream.of(one.rate(phase) / beside.rate(other)))));
  }

  /** Of the two ways to commit by plain JDBC, the one whose first load is faster. */
  String reference(LabelMix mix, long size) {
    Spread chunks = rate(Contender.JDBC_CHUNKS, mix, size, Phase.FIRST);
    Spread one = rate(Contender.JDBC_ONE, mix, size, Phase.FIRST);
    return chunks == null || (one != null && one.median() > chunks.median())
        ? Contender.JDBC_ONE
        : Contender.JDBC_CHUNKS;
  }

  List<LabelMix> mixes() {
    return all.stream().map(Outcome::mix).distinct().sorted().toList();
  }

  List<Long> sizes() {
    return all.stream().map(Outcome::size).distinct().sorted().toList();
  }

  int rounds() {
    return all.stream().mapToInt(Outcome::round).max().orElse(0);
  }
}
