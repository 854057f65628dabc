// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.time.Instant;
import java.util.List;

/**
 * What a class is asked to let go. Immutable.
 *
 * @param rule what is kept
 * @param leastBytes how many bytes must go in any case, oldest first, because there is no room; 0 if there is
 * @param now the time that ages count to
 * @param planned what other classes would let go before this one, of a plan that is not carried out; empty where they
 *     already did
 */
public record PurgeRequest(RetentionRule rule, long leastBytes, Instant now, List<Purge> planned) {

  /** Copies the list. */
  public PurgeRequest {
    planned = List.copyOf(planned);
  }
}
