// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

/** In which order resources are given. Each is a total order, and answered from an index. */
public enum ResourceOrder {
  /** By type, namespace and name, cluster-scoped ones before others of their type. */
  KEY,
  /** Those that were stored first before others. */
  CREATED,
  /** Those that changed last before others. */
  LAST_UPDATED
}
