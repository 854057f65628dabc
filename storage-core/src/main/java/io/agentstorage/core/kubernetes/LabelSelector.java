// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.kubernetes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes label selector: requirements on labels that must all be satisfied. Immutable, so safe for use by many
 * threads. Two selectors are equal if they have the same requirements; those on one key in the same order.
 *
 * <table>
 * <caption>The requirements, joined by commas</caption>
 * <tr><th>written</th><th>satisfied by an object whose label {@code key}</th></tr>
 * <tr><td>{@code key=a}, {@code key==a}</td><td>is there with the value {@code a}</td></tr>
 * <tr><td>{@code key!=a}</td><td>has another value, or is absent</td></tr>
 * <tr><td>{@code key in (a,b)}</td><td>is there with one of the values</td></tr>
 * <tr><td>{@code key notin (a,b)}</td><td>has none of the values, or is absent</td></tr>
 * <tr><td>{@code key}</td><td>is there</td></tr>
 * <tr><td>{@code !key}</td><td>is absent</td></tr>
 * <tr><td>{@code key>1}, {@code key<1}</td><td>is there, is a 64-bit integer, and is larger, or smaller</td></tr>
 * </table>
 *
 * <p>Blanks may stand anywhere between words and symbols. A value may be empty: {@code key=}, {@code key in (a,)}. There
 * are no quotes and there is no "or". {@code in} and {@code notin} may be keys and values too.
 *
 * <p>Source of grammar and meaning: {@code labels.Parse} of {@code k8s.io/apimachinery}, July 2026. One departure: that
 * parser skips a character U+0000, or takes it for the end of the selector; here it is an error like any other character
 * that may not be there.
 */
public final class LabelSelector {
  private static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  private final List<LabelRequirement> requirements;

  private LabelSelector(List<LabelRequirement> requirements) {
    this.requirements = requirements;
  }

  /**
   * Reads a selector.
   *
   * @param text the selector; empty or blank for one that matches everything
   * @return the selector
   * @throws LabelSelectorException if the text is none
   */
  public static LabelSelector parse(String text) {
    return of(new SelectorParser(text).parse());
  }

  /**
   * The selector without requirements.
   *
   * @return a selector that matches every object
   */
  public static LabelSelector everything() {
    return EVERYTHING;
  }

  /**
   * Starts a selector.
   *
   * @return a builder without requirements
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What is asked of the labels.
   *
   * @return the requirements sorted by key, those on one key in the order in which they were given; unmodifiable
   */
  public List<LabelRequirement> requirements() {
    return requirements;
  }

  /**
   * Says whether this selector has no requirements and so matches everything.
   *
   * @return whether it has none
   */
  public boolean isEmpty() {
    return requirements.isEmpty();
  }

  /**
   * Says whether an object with these labels satisfies all requirements.
   *
   * @param labels the labels, null for none; a label whose value is null counts as absent
   * @return whether it does
   */
  public boolean matches(@Nullable Map<String, String> labels) {
    Map<String, String> present = labels == null ? Map.of() : labels;
    for (LabelRequirement requirement : requirements) {
      if (!requirement.matches(present)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelSelector selector && requirements.equals(selector.requirements);
  }

  @Override
  public int hashCode() {
    return requirements.hashCode();
  }

  /** The selector as Kubernetes writes it, which {@link #parse} reads back to an equal one; empty if it has no requirements. */
  @Override
  public String toString() {
    return requirements.stream().map(LabelRequirement::toString).collect(Collectors.joining(","));
  }

  private static LabelSelector of(List<LabelRequirement> requirements) {
    return requirements.isEmpty()
        ? EVERYTHING
        : new LabelSelector(
            requirements.stream().sorted(Comparator.comparing(LabelRequirement::key)).toList());
  }

  /**
   * Collects the requirements of a {@link LabelSelector}. Each method checks what it is given as {@link #parse} does, in
   * the same words. Not thread-safe.
   */
  public static final class Builder {
    private final List<LabelRequirement> requirements = new ArrayList<>();

    private Builder() {}

    /**
     * Requires {@code key=value}.
     *
     * @param key the key of the label
     * @param value the value it must have
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or the value
     */
    public Builder equal(String key, String value) {
      return add(key, LabelOperator.EQUALS, List.of(value));
    }

    /**
     * Requires {@code key!=value}.
     *
     * @param key the key of the label
     * @param value the value it must not have
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or the value
     */
    public Builder notEqual(String key, String value) {
      return add(key, LabelOperator.NOT_EQUALS, List.of(value));
    }

    /**
     * Requires {@code key in (values)}.
     *
     * @param key the key of the label
     * @param values the values of which it must have one, at least one
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or a value, or there is no value
     */
    public Builder in(String key, String... values) {
      return in(key, List.of(values));
    }

    /**
     * Requires {@code key in (values)}.
     *
     * @param key the key of the label
     * @param values the values of which it must have one, at least one
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or a value, or there is no value
     */
    public Builder in(String key, Collection<String> values) {
      return add(key, LabelOperator.IN, values);
    }

    /**
     * Requires {@code key notin (values)}.
     *
     * @param key the key of the label
     * @param values the values of which it must have none, at least one
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or a value, or there is no value
     */
    public Builder notIn(String key, String... values) {
      return notIn(key, List.of(values));
    }

    /**
     * Requires {@code key notin (values)}.
     *
     * @param key the key of the label
     * @param values the values of which it must have none, at least one
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or a value, or there is no value
     */
    public Builder notIn(String key, Collection<String> values) {
      return add(key, LabelOperator.NOT_IN, values);
    }

    /**
     * Requires {@code key}.
     *
     * @param key the key of the label that must be there
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key
     */
    public Builder exists(String key) {
      return add(key, LabelOperator.EXISTS, List.of());
    }

    /**
     * Requires {@code !key}.
     *
     * @param key the key of the label that must be absent
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key
     */
    public Builder notExists(String key) {
      return add(key, LabelOperator.NOT_EXISTS, List.of());
    }

    /**
     * Requires {@code key>bound}.
     *
     * @param key the key of the label
     * @param bound what it must be larger than; not negative, because a label value has no sign
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or the number
     */
    public Builder greaterThan(String key, long bound) {
      return add(key, LabelOperator.GREATER_THAN, List.of(Long.toString(bound)));
    }

    /**
     * Requires {@code key<bound}.
     *
     * @param key the key of the label
     * @param bound what it must be smaller than; not negative, because a label value has no sign
     * @return this
     * @throws IllegalArgumentException if Kubernetes does not allow the key or the number
     */
    public Builder lessThan(String key, long bound) {
      return add(key, LabelOperator.LESS_THAN, List.of(Long.toString(bound)));
    }

    /**
     * Adds a requirement that was made before.
     *
     * @param requirement the requirement
     * @return this
     */
    public Builder require(LabelRequirement requirement) {
      requirements.add(requirement);
      return this;
    }

    /**
     * Makes the selector. The builder can be used further.
     *
     * @return the selector; one that matches everything if nothing was required
     */
    public LabelSelector build() {
      return of(requirements);
    }

    private Builder add(String key, LabelOperator operator, Collection<String> values) {
      return require(LabelRequirement.of(key, operator, values));
    }
  }
}
