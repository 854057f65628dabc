// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

import io.agentstorage.core.model.ResourceTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a resource. */
public final class TagsDiff {

  /**
   * One difference.
   *
   * @param part where it is: {@code uid}, {@code labels}, {@code annotations} or {@code metricLabels}
   * @param key the key of the label or annotation, empty for the uid
   * @param before the value before, null if there was none
   * @param after the value after, null if there is none
   */
  public record Difference(
      String part, String key, @Nullable String before, @Nullable String after) {}

  private TagsDiff() {}

  /**
   * Compares two states.
   *
   * @param before the state before, null if there was no resource
   * @param after the state after, null if there is none
   * @return the differences, by part and key
   */
  public static List<Difference> of(@Nullable ResourceTags before, @Nullable ResourceTags after) {
    List<Difference> differences = new ArrayList<>();
    String oldUid = before == null ? null : before.uid();
    String newUid = after == null ? null : after.uid();
    if (!Objects.equals(oldUid, newUid)) {
      differences.add(new Difference("uid", "", oldUid, newUid));
    }
    compare(
        "labels",
        before == null ? null : before.labels(),
        after == null ? null : after.labels(),
        differences);
    compare(
        "annotations",
        before == null ? null : before.annotations(),
        after == null ? null : after.annotations(),
        differences);
    compare(
        "metricLabels",
        before == null ? null : before.metricLabels(),
        after == null ? null : after.metricLabels(),
        differences);
    return differences;
  }

  private static void compare(
      String part,
      @Nullable Map<String, String> before,
      @Nullable Map<String, String> after,
      List<Difference> differences) {
    Map<String, String> old = Objects.requireNonNullElse(before, Map.of());
    Map<String, String> now = Objects.requireNonNullElse(after, Map.of());
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      if (!Objects.equals(old.get(key), now.get(key))) {
        differences.add(new Difference(part, key, old.get(key), now.get(key)));
      }
    }
  }
}
