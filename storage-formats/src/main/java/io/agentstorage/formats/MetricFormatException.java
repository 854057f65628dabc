// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import io.agentstorage.core.error.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * An input is not what its format says. The message has the place, what was expected, and the text around the place, which
 * may be part of a label or a value:
 *
 * <pre>
 * read node.prom, line 12, column 8: expected a label's value in double quotes, found '1'
 *   up{node=1} 1
 *           ^
 * </pre>
 */
public final class MetricFormatException extends StorageException {
  private static final long serialVersionUID = 1L;

  private final transient MetricReject reject;

  /**
   * A failure.
   *
   * @param reject what is wrong and where
   * @param cause what was thrown below, or null
   */
  public MetricFormatException(MetricReject reject, @Nullable Throwable cause) {
    super(
        "read "
            + reject.place()
            + ": "
            + reject.problem()
            + (reject.excerpt().isEmpty() ? "" : "\n" + reject.excerpt()),
        cause);
    this.reject = reject;
  }

  /**
   * What is wrong and where.
   *
   * @return the same as a consumer of rejects would have been given; null after serialization
   */
  public @Nullable MetricReject reject() {
    return reject;
  }
}
