// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load.tools;

/** What becomes of a row whose key is there already. */
public enum WriteMode {
  /** It is an error: nobody expects one. */
  INSERT,

  /** It is changed where it differs, and else left alone. */
  UPSERT
}
