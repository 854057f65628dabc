// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

import io.agentstorage.core.model.ResourceTags;

/** One thing that was in the input: a resource, or something wrong. Immutable. */
public sealed interface Entry {

  /**
   * Where it was.
   *
   * @return the file, the document, and the path inside it
   */
  Place place();

  /**
   * An object whose metadata Kubernetes would accept.
   *
   * @param resource its metadata; the metric labels are absent
   * @param place where the object begins
   */
  record Found(ResourceTags resource, Place place) implements Entry {}

  /**
   * An object or a piece of input that cannot be stored. Each gives one of these, whatever else is wrong with it.
   *
   * @param place the place of what is wrong, such as {@code .items[4].metadata.labels["app"]}
   * @param reason what is wrong, for counting
   * @param message what is wrong and what to do about it, for a person
   */
  record Reject(Place place, Reason reason, String message) implements Entry {}
}
