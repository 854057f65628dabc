// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.codegen.types.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A set of labels or annotations with what it is found by. One thread may make it and another store it.
 *
 * @param <I> the type of its id
 */
abstract class SetContent<I> {
  private final Digest digest;
  private final byte[] json;
  private @Nullable Generation knower;
  private @Nullable I id;

  /** How long ids may be believed; a new one is begun when they may not. */
  static final class Generation {}

  SetContent(byte[] json) {
    this.digest = Digest.of(json);
    this.json = json;
  }

  /** The digest of its JSON text. */
  final Digest digest() {
    return digest;
  }

  /** Its JSON text in UTF-8. */
  final byte[] json() {
    return json;
  }

  /** The length of that. */
  final long bytes() {
    return json.length;
  }

  /** Its id, if it was learnt in this generation, else null. */
  final @Nullable I idKnownBy(Generation asking) {
    return knower == asking ? id : null;
  }

  final void learn(Generation teacher, I taught) {
    knower = teacher;
    id = taught;
  }
}
