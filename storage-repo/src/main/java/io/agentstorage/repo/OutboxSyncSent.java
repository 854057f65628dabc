// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import java.time.Instant;

/**
 * What an {@link OutboxSync} notes in the agent's state about what it has sent last, see {@link OutboxSync#SENT}. Immutable.
 *
 * @param sentAt when the last batch was acknowledged
 * @param resources entries about resources that are there, sent since the pass began that this batch was of
 * @param ends entries about resources that ended, sent since then
 * @param changedAt when the last one of the batch had changed: how far the centre is, but for what it refused
 */
public record OutboxSyncSent(Instant sentAt, long resources, long ends, Instant changedAt) {}
