// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

import io.agentstorage.core.retention.Purge;
import org.jooq.Condition;

/** A purge of samples that others can ask which. */
interface DoomedSamples extends Purge {

  /** Which samples go; never NULL. */
  Condition doomed();
}
