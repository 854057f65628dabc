// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.TimeArgument;
import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.store.MetricQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options that say which samples. */
final class QueryOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "METRIC",
      description = "The name of the metric; all if it is not given.")
  @Nullable String name;

  @Option(
      names = {"-l", "--selector"},
      paramLabel = "SELECTOR",
      description =
          "What the labels must fulfil, as for kubectl: namespace=web, pod in (a,b), !job,"
              + " node=n1.")
  @Nullable String selector;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "A label with a value of any text; may be repeated.")
  Map<String, String> labels = Map.of();

  @Option(
      names = {"--from", "--since"},
      paramLabel = "TIME",
      description = "The first instant: " + TimeArgument.FORMS + ".")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "The instant after the last.")
  @Nullable String to;

  MetricQuery query() {
    MetricQuery query = name == null ? MetricQuery.all() : MetricQuery.named(name);
    for (Map.Entry<String, String> label : labels.entrySet()) {
      query = query.label(label.getKey(), label.getValue());
    }
    try {
      if (selector != null) {
        query = query.labels(LabelSelector.parse(selector));
      }
      return query.between(time("--from", from, Instant.MIN), time("--to", to, Instant.MAX));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Instant time(String option, @Nullable String text, Instant absent) {
    return text == null
        ? absent
        : TimeArgument.parse(spec, option, text, ZonedDateTime.now(ZoneId.systemDefault()));
  }
}
