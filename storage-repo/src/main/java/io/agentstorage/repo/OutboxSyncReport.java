// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.store.OutboxStatus;

/**
 * What an {@link OutboxSync} has sent. Immutable.
 *
 * @param resources entries about resources that are there: created or changed
 * @param ends entries about resources that ended
 * @param refused entries that the centre refused for good; they stay pending
 * @param pending what was still to be sent afterwards: what was refused, and what was written meanwhile
 */
public record OutboxSyncReport(long resources, long ends, long refused, OutboxStatus pending) {}
