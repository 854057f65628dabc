// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

/**
 * What became of the entries that an {@link OutboxReceiver} was given. Each is in exactly one count. Immutable.
 *
 * @param created resources that were not known
 * @param changed resources that were known as something else
 * @param ended resources that are no longer there, whether they were known or not
 * @param known entries that say nothing new: they came before, or something later did
 */
public record ReceivedBatch(long created, long changed, long ended, long known) {}
