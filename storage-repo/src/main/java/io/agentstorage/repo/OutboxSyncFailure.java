// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import java.time.Instant;

/**
 * What an {@link OutboxSync} notes in the agent's state about how it has failed last, see {@link OutboxSync#FAILED}.
 * Immutable.
 *
 * @param failedAt when it failed; if something was sent since, it has passed
 * @param failures how often it has failed in a row, from 1
 * @param message what had failed, and what to do
 */
public record OutboxSyncFailure(Instant failedAt, int failures, String message) {}
