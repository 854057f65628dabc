// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo.internal;

import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.RevisionEnd;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An entry of another database's outbox, and all about it that can be worked out before a transaction begins.
 *
 * @param row the resource, prepared
 * @param content what of it is compared
 * @param id its id
 * @param key its key
 * @param revision its revision where it comes from
 * @param created when the resource was created
 * @param updated since when it is so
 * @param end how it ended, null if it is still there
 * @param changedAt when it ended, or since when it is so
 * @param endedBy who ended it, if known
 */
public record ReceivedEntry(
    PreparedResource row,
    ResourceContent content,
    ResourceId id,
    ResourceKey key,
    long revision,
    Instant created,
    Instant updated,
    @Nullable RevisionEnd end,
    Instant changedAt,
    @Nullable String endedBy) {

  /**
   * Works it out.
   *
   * @param entry an entry of an outbox
   * @return the entry, prepared
   * @throws IllegalArgumentException if it has no id, revision or times, or an end that is none
   */
  public static ReceivedEntry of(OutboxEntry entry) {
    ResourceTags resource = entry.resource();
    if (resource.id() == null
        || resource.revision() == null
        || resource.recordCreated() == null
        || resource.recordUpdated() == null
        || entry.end() == RevisionEnd.CHANGED) {
      throw new IllegalArgumentException(
          "receive "
              + resource.key()
              + ": an entry has an id, a revision and two times, and DELETED or REPLACED if it"
              + " ended; pass on what Outbox.pending gives");
    }
    PreparedResource row = PreparedResource.of(resource);
    return new ReceivedEntry(
        row,
        ResourceContent.of(row),
        resource.id(),
        resource.key(),
        resource.revision(),
        stored(resource.recordCreated()),
        stored(resource.recordUpdated()),
        entry.end(),
        stored(entry.changedAt()),
        entry.endedBy());
  }

  /** As it will be read back, so that the same one is not taken for a later one. */
  private static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
