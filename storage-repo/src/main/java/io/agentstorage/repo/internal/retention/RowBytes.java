// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal.retention;

/** What a row takes in a SQLite file with its indexes, guessed from its columns. Only estimates are made of it. */
final class RowBytes {
  static final long RESOURCE = 400;
  static final long REVISION = 400;
  static final long SAMPLE = 30;
  static final long SERIES = 150;

  /** Beside its text: the digest twice, and the entries of ten labels. */
  static final long LABEL_SET = 200;

  static final long LABEL_PAIR = 100;

  /** Beside its content. */
  static final long ANNOTATION_SET = 60;

  private RowBytes() {}
}
