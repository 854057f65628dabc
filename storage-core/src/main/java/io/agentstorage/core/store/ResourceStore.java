// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.model.ResourceChange;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceRevision;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.Stored;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of the resources of one cluster, and what it was. Thread-safe.
 *
 * <p>Every method is a transaction of its own, or joins the one that the calling thread is in. All of them throw {@link
 * io.agentstorage.core.error.StorageException} if the database fails.
 *
 * <p>Each change of labels, annotations, metric labels or uid begins a new revision and leaves the one before in the
 * history, in the same transaction. A resource that comes with another uid than the stored one is another resource: it
 * begins with a new id and revision 1, and the stored one ends. Where the clock is set back, a revision begins when the
 * one before it began, not earlier.
 */
public interface ResourceStore extends ResourceView {

  /**
   * Stores a resource that is new. Id, times and revision of the argument are ignored: the store gives them.
   *
   * @param resource the resource
   * @return the stored resource, {@link io.agentstorage.core.model.WriteOutcome#INSERTED}
   * @throws io.agentstorage.core.error.DuplicateKeyException if there is one of this type, namespace and name
   */
  Stored<ResourceTags> create(ResourceTags resource);

  /**
   * Stores a resource, new or not. Where labels, annotations, metric labels and uid are what is stored already, nothing
   * is written; where they differ, the row gets them, a new revision and updated time, and is to be sent again. A uid
   * of null is unknown and leaves the stored one; another uid than the stored one makes it a new resource in the place
   * of the stored one, which is UPDATED too.
   *
   * @param resource the resource; its id, times and revision are ignored
   * @return the stored resource and what was done
   */
  Stored<ResourceTags> upsert(ResourceTags resource);

  /**
   * Changes a resource that is there: labels, annotations, metric labels and, where it is known, uid become those of the
   * argument. Where one of them differs, the new revision is to be sent; only where none does, sent-at becomes that of
   * the argument.
   * It is found by its id, or by its key where the argument has no id. If nothing but sent-at differs the revision stays.
   *
   * @param resource the resource; its times other than sent-at and its revision are ignored
   * @return the stored resource, UPDATED or UNCHANGED
   * @throws io.agentstorage.core.error.NotFoundException if it is not there
   */
  Stored<ResourceTags> update(ResourceTags resource);

  /**
   * Deletes a resource. What it was stays in its history, and its end is to be sent.
   *
   * @param id its id
   * @return false if it was not there, which is no error
   */
  boolean delete(ResourceId id);

  /**
   * Deletes a resource, see {@link #delete(ResourceId)}.
   *
   * @param key its type, namespace and name
   * @param by who deletes it, if known
   * @return what it was, or nothing if it was not there, which is no error
   */
  Optional<ResourceTags> delete(ResourceKey key, @Nullable String by);

  /**
   * Forgets every resource of the cluster, its history and its label and annotation sets. Nothing of it is to be sent.
   *
   * @return how many resources there were
   */
  long deleteAll();

  /**
   * The resources as they were at some time: those that were stored by then and had not ended, with the labels and
   * annotations that were in force. What was sent is not part of it: {@code sentAt} is null, and a condition on it means
   * nothing. Conditions must be on columns of {@code RESOURCE_TAGS} itself, not on paths to other tables.
   *
   * @param time the time; milliseconds count
   * @return the view; reading from it is as reading from this store
   */
  ResourceView asOf(Instant time);

  /**
   * All that a resource was, whatever its uid: from the first to what holds now.
   *
   * @param key type, namespace and name
   * @return its revisions, oldest first; empty if there never was such a resource
   */
  List<ResourceRevision> history(ResourceKey key);

  /**
   * All that one resource was, from its creation to its end.
   *
   * @param id its id
   * @return its revisions, oldest first; empty if there never was such a resource
   */
  List<ResourceRevision> history(ResourceId id);

  /**
   * What happened between two times, in that order: each creation, change and deletion. Where a resource replaced
   * another of its key, there is a deletion and a creation. Read one after the other, with memory for some hundred.
   *
   * @param from the first instant; milliseconds count
   * @param to the instant after the last
   * @return a stream that holds a connection until it is closed, see {@link #stream(ResourceQuery)}
   * @throws IllegalArgumentException if {@code to} is before {@code from}
   */
  Stream<ResourceChange> changesBetween(Instant from, Instant to);

  /**
   * Stores many resources, see {@link BulkLoad}. A resource that comes with the contents that are stored is UNCHANGED,
   * and nothing is written for it.
   *
   * @return the load, for any number of loads
   */
  BulkLoad<ResourceTags> bulk();

  /**
   * Stores many resources, see {@link BulkLoad#load(Iterator, BulkLoadOptions)}.
   *
   * @param resources the resources
   * @param options how to load
   * @return what became of the rows: every row taken is in exactly one of its counts
   * @throws io.agentstorage.core.error.StorageException if the database fails, not if it refuses a row, unless the load
   *     is all or nothing
   */
  default BulkLoadReport bulkLoad(
      Iterator<? extends ResourceTags> resources, BulkLoadOptions<? super ResourceTags> options) {
    return bulk().load(resources, options);
  }

  /**
   * Stores many resources, see {@link #bulkLoad(Iterator, BulkLoadOptions)}.
   *
   * @param resources the resources; the caller closes the stream
   * @param options how to load
   * @return what became of the rows
   */
  default BulkLoadReport bulkLoad(
      Stream<? extends ResourceTags> resources, BulkLoadOptions<? super ResourceTags> options) {
    return bulk().load(resources, options);
  }
}
