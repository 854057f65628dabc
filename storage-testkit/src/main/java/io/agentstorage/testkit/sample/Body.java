// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.sample;

/** Makes what a manifest has besides type and metadata. Asked only when an object is written, not for its tags. */
@FunctionalInterface
interface Body {
  /** For objects that need no more than their metadata. */
  Body NONE = self -> Fields.NONE;

  Fields of(SampleObject self);

  /** A body that is only a spec, the same for each object. */
  static Body spec(Object... pairs) {
    Fields fields = Fields.of("spec", Fields.of(pairs));
    return self -> fields;
  }
}
