// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.model;

/** Why a revision of a resource holds no longer. */
public enum RevisionEnd {
  /** Its labels, annotations, metric labels or uid became others: the next revision holds. */
  CHANGED,
  /** Kubernetes has another resource of the same type, namespace and name, with another uid. */
  REPLACED,
  /** The resource was deleted. */
  DELETED
}
