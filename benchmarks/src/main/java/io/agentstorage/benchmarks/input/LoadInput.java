// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.input;

import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.ResourceType;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Resources in the order of a listing, workload by workload: 20 of several types in one namespace, each with 8 labels
 * and 4 annotations. They are made one at a time, each with maps of its own as if it had just been parsed; the texts in
 * them are shared within a workload. Immutable.
 *
 * @param mix how many have the same labels
 * @param first the number of the first; inputs that do not overlap have no key in common
 * @param size how many
 * @param changed whether every 20th has another version than before
 */
public record LoadInput(LabelMix mix, long first, long size, boolean changed)
    implements Iterable<ResourceTags> {

  /** How many resources of a workload share their labels and annotations. */
  public static final int PER_WORKLOAD = 20;

  /** The number in its workload of the one that changes. */
  public static final int CHANGING = 7;

  private static final int WORKLOADS_PER_NAMESPACE = 25;

  private static final List<String> COMPONENTS =
      List.of("payments", "checkout", "search", "catalog", "billing", "orders", "shipping", "auth");
  private static final List<String> TIERS =
      List.of("api", "worker", "web", "cache", "gateway", "scheduler");
  private static final List<String> TEAMS =
      List.of("payments", "discovery", "platform", "fulfilment", "identity", "growth");
  private static final List<String> ENVIRONMENTS = List.of("prod", "staging", "dev");

  private static final ResourceType SERVICE = new ResourceType("Service", "");
  private static final ResourceType SERVICE_ACCOUNT = new ResourceType("ServiceAccount", "");
  private static final ResourceType CONFIG_MAP = new ResourceType("ConfigMap", "");
  private static final ResourceType SECRET = new ResourceType("Secret", "");
  private static final List<ResourceType> BEFORE_PODS =
      List.of(
          ResourceType.DEPLOYMENT,
          ResourceType.REPLICA_SET,
          SERVICE,
          SERVICE_ACCOUNT,
          CONFIG_MAP,
          SECRET);

  /** No letters that make words, as Kubernetes does it. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  /**
   * The whole input of a load.
   *
   * @param mix how many have the same labels
   * @param size how many resources
   * @return the input
   */
  public static LoadInput of(LabelMix mix, long size) {
    return new LoadInput(mix, 0, size, false);
  }

  /**
   * The same resources with one label of every 20th changed.
   *
   * @return the input
   */
  public LoadInput withChanges() {
    return new LoadInput(mix, first, size, true);
  }

  /**
   * Other resources of the same kind.
   *
   * @param count how many
   * @return an input that has no key in common with this one
   */
  public LoadInput others(long count) {
    long after = (first + size) / PER_WORKLOAD + 1;
    return new LoadInput(mix, after * PER_WORKLOAD, count, changed);
  }

  /**
   * One of them.
   *
   * @param index from 0
   * @return the resource
   */
  public ResourceTags get(long index) {
    long number = first + index;
    return resource(new Workload(number / PER_WORKLOAD), number);
  }

  /**
   * Some of them, evenly spread, each place in a workload among them if there are many enough.
   *
   * @param most about how many
   * @return their numbers, from 0
   */
  public long[] samples(int most) {
    // No multiple of 20, or the same place would be looked at in each workload.
    long stride = Math.max(1, size / most) | 1;
    stride = stride % 5 == 0 ? stride + 2 : stride;
    long[] samples = new long[(int) ((size + stride - 1) / stride)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i * stride;
    }
    return samples;
  }

  /** {@return all of them, made as they are asked for} */
  @Override
  public Iterator<ResourceTags> iterator() {
    return new Iterator<>() {
      private long next = first;
      private Workload workload = new Workload(first / PER_WORKLOAD);

      @Override
      public boolean hasNext() {
        return next < first + size;
      }

      @Override
      public ResourceTags next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        if (next / PER_WORKLOAD != workload.number) {
          workload = new Workload(next / PER_WORKLOAD);
        }
        return resource(workload, next++);
      }
    };
  }

  private ResourceTags resource(Workload workload, long number) {
    int ordinal = (int) (number % PER_WORKLOAD);
    boolean changes = changed && ordinal == CHANGING;
    String hash = mix == LabelMix.SHARED ? workload.templateHash : letters(scramble(~number), 10);
    // In the order of the keys, so that nobody has to sort them.
    Map<String, String> labels = new LinkedHashMap<>(16);
    labels.put("app.kubernetes.io/component", workload.tier);
    labels.put("app.kubernetes.io/instance", workload.instance);
    labels.put("app.kubernetes.io/managed-by", "Helm");
    labels.put("app.kubernetes.io/name", workload.name);
    labels.put("app.kubernetes.io/version", changes ? workload.nextVersion : workload.version);
    labels.put("env", workload.environment);
    labels.put("pod-template-hash", hash);
    labels.put("team", workload.team);
    Map<String, String> annotations = new LinkedHashMap<>(8);
    annotations.put("checksum/config", workload.checksum);
    annotations.put("kubectl.kubernetes.io/restartedAt", workload.restarted);
    annotations.put("meta.helm.sh/release-name", workload.instance);
    annotations.put("meta.helm.sh/release-namespace", workload.namespace);
    boolean pod = ordinal >= BEFORE_PODS.size();
    return ResourceTags.builder(
            pod ? ResourceType.POD : BEFORE_PODS.get(ordinal), workload.name(ordinal, number))
        .namespace(workload.namespace)
        .labels(labels)
        .annotations(annotations)
        .build();
  }

  /** What the resources of one workload share. */
  private static final class Workload {
    private final long number;
    private final String name;
    private final String tier;
    private final String instance;
    private final String version;
    private final String nextVersion;
    private final String environment;
    private final String team;
    private final String namespace;
    private final String templateHash;
    private final String checksum;
    private final String restarted;

    Workload(long number) {
      this.number = number;
      long group = number / WORKLOADS_PER_NAMESPACE;
      long random = scramble(number);
      String component = pick(COMPONENTS, number);
      this.tier = pick(TIERS, number / COMPONENTS.size());
      this.name = component + '-' + tier;
      this.environment = pick(ENVIRONMENTS, scramble(group) >>> 1);
      this.team = pick(TEAMS, scramble(group) >>> 3);
      this.namespace = team + '-' + environment + '-' + group;
      this.instance = name + '-' + number;
      this.version = "v1." + ((random >>> 8) & 31) + '.' + ((random >>> 16) & 15);
      this.nextVersion = version + "-rc.1";
      this.templateHash = letters(random, 10);
      this.checksum = hex(random) + hex(~random) + hex(random * 31) + hex(random * 37);
      this.restarted =
          "2026-01-" + (10 + ((random >>> 24) & 15)) + "T08:" + (10 + number % 50) + ":00Z";
    }

    String name(int ordinal, long resource) {
      return switch (ordinal) {
        case 1 -> instance + '-' + templateHash;
        case 0, 2, 3, 4, 5 -> instance;
        default ->
            instance
                + '-'
                + templateHash
                + '-'
                + letters(scramble(resource), 4)
                + ALPHABET.charAt(ordinal);
      };
    }
  }

  private static String pick(List<String> values, long number) {
    return values.get((int) (number % values.size()));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
  private static long scramble(long number) {
    long z = number * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static String letters(long random, int count) {
    char[] text = new char[count];
    long rest = random >>> 1;
    for (int i = 0; i < count; i++) {
      text[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
      rest /= ALPHABET.length();
    }
    return new String(text);
  }

  private static String hex(long number) {
    String digits = Long.toHexString(number);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
