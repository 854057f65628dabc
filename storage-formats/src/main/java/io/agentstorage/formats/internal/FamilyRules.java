// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats.internal;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What OpenMetrics 1.0 asks of a text beyond its grammar: metadata before samples and once, families that are not
 * interleaved and whose names do not clash. {@link MetricRules} has what is within a family. Not thread-safe.
 */
final class FamilyRules {
  private final Set<String> names = new HashSet<>();
  private final int most;
  private final MetricRules metrics;
  private int families;

  private @Nullable String family;
  private FamilyType type = FamilyType.UNKNOWN;
  private String unit = "";
  private boolean typed;
  private boolean helped;
  private boolean measured;
  private boolean sampled;

  /**
   * A text.
   *
   * @param most how many families, and how many metrics of one family, it may have
   */
  FamilyRules(int most) {
    this.most = most;
    this.metrics = new MetricRules(most);
  }

  void type(String name, FamilyType given) throws Fault {
    metadata(name);
    if (typed) {
      throw new Fault(Fault.NOWHERE, "expected one # TYPE for " + name + ", found a second");
    }
    typed = true;
    type = given;
    checkUnit();
    for (String suffix : given.suffixes()) {
      if (!suffix.isEmpty() && !names.add(name + suffix)) {
        throw clash(name + suffix, Fault.NOWHERE);
      }
    }
  }

  void help(String name) throws Fault {
    metadata(name);
    if (helped) {
      throw new Fault(Fault.NOWHERE, "expected one # HELP for " + name + ", found a second");
    }
    helped = true;
  }

  void unit(String name, String given, int at) throws Fault {
    metadata(name);
    if (measured) {
      throw new Fault(Fault.NOWHERE, "expected one # UNIT for " + name + ", found a second");
    }
    measured = true;
    unit = given;
    if (!given.isEmpty() && !name.endsWith("_" + given)) {
      throw new Fault(at, "expected a unit that the name " + name + " ends with, behind a '_'");
    }
    checkUnit();
  }

  private void checkUnit() throws Fault {
    if (!unit.isEmpty() && !type.allowsUnit()) {
      throw new Fault(Fault.NOWHERE, "expected no unit for an info or a stateset");
    }
  }

  private void metadata(String name) throws Fault {
    if (!name.equals(family)) {
      start(name, Fault.NOWHERE);
    } else if (sampled) {
      throw new Fault(
          Fault.NOWHERE, "expected the metadata of " + name + " before its first sample");
    }
  }

  private void start(String name, int at) throws Fault {
    metrics.family();
    family = name;
    type = FamilyType.UNKNOWN;
    unit = "";
    typed = false;
    helped = false;
    measured = false;
    sampled = false;
    if (families == most) {
      throw new Fault(
          at,
          "expected at most "
              + most
              + " metric families; MetricReadOptions.mostRemembered allows more");
    }
    families++;
    if (!names.add(name)) {
      throw clash(name, at);
    }
  }

  private static Fault clash(String name, int at) {
    return new Fault(
        at,
        "expected the lines of a metric family together and no two families with samples of one"
            + " name, but "
            + Excerpt.quote(name)
            + " was taken before");
  }

  void sample(SampleLine sample) throws Fault {
    String name = sample.name;
    String known = family;
    String suffix = known == null ? null : type.suffix(known, name);
    if (known == null || suffix == null) {
      if (name.equals(known)) {
        throw new Fault(
            sample.nameAt,
            "expected a name with a suffix of its type, one of "
                + type.suffixes()
                + ", found none");
      }
      start(name, sample.nameAt);
      sampled = true;
      metrics.sample(sample, type, name, "");
    } else {
      sampled = true;
      metrics.sample(sample, type, known, suffix);
    }
  }

  void end() {
    metrics.family();
  }

  @Nullable Fault takeEarlier() {
    return metrics.takeEarlier();
  }
}
