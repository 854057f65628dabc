// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.coverage;

/** What is counted together. The names are those of the command line. */
public enum Grouping {
  /** Each namespace, and the cluster-scoped resources. */
  namespace,
  /** Each type. */
  type;

  /** How people are told of a group; only cluster-scoped resources have no name for theirs. */
  static String shown(String group) {
    return group.isEmpty() ? "(cluster-scoped)" : group;
  }
}
