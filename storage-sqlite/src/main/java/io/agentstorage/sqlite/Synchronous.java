// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

/** When SQLite waits for the disk (sqlite.org/pragma.html#pragma_synchronous). A crash of the process loses nothing. */
public enum Synchronous {
  /** At each commit: what was acknowledged survives a loss of power. */
  FULL,
  /** At each checkpoint: a loss of power may take the last commits, and never damages the file. */
  NORMAL
}
