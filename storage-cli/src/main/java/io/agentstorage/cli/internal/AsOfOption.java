// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.core.Database;
import io.agentstorage.core.model.ResourceType;
import io.agentstorage.core.store.ResourceStore;
import io.agentstorage.core.store.ResourceView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says of which time the answer is. */
final class AsOfOption {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "As it was then: " + TimeArgument.FORMS + ".")
  @Nullable String asOf;

  /** The time, null for now. What is none is a wrong command line. */
  @Nullable Instant time() {
    return asOf == null
        ? null
        : TimeArgument.parse(spec, "--as-of", asOf, ZonedDateTime.now(ZoneId.systemDefault()));
  }

  /** The resources of a time. */
  static ResourceView view(ResourceStore store, @Nullable Instant time) {
    return time == null ? store : store.asOf(time);
  }

  /** The types that a person means, also those of which there are no more where it is about the past. */
  static List<ResourceType> types(Database db, String text, @Nullable Instant time) {
    return time == null ? ResourceTypes.named(db, text) : ResourceTypes.everNamed(db, text);
  }
}
