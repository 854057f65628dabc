// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much is to be sent. Immutable.
 *
 * @param resources resources whose last revision was not sent
 * @param ends deleted and replaced resources whose end was not sent
 * @param oldest since when the first of them waits, null if there is none
 */
public record OutboxStatus(long resources, long ends, @Nullable Instant oldest) {}
