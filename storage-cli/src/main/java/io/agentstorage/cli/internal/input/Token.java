// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.input;

/** What JSON and YAML have in common, piece by piece. */
enum Token {
  OBJECT_START,
  OBJECT_END,
  ARRAY_START,
  ARRAY_END,
  KEY,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL,
  /** The document is over. */
  END;

  boolean opens() {
    return this == OBJECT_START || this == ARRAY_START;
  }

  boolean closes() {
    return this == OBJECT_END || this == ARRAY_END;
  }
}
