// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet.internal;

import io.agentstorage.core.error.CorruptException;
import io.agentstorage.core.error.FailedStatement;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a file, and where. */
record Damage(Path file) {
  CorruptException at(String place, String what, @Nullable Throwable cause) {
    return new CorruptException(
        "read " + file + ": " + place + ": " + what + "; take another copy of the file",
        FailedStatement.NONE,
        cause);
  }
}
