// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.output;

/** How reports are printed. The names are those of the command line. */
public enum ReportFormat {
  /** For people. */
  text,
  /** For programs. */
  json
}
