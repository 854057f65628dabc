// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import io.agentstorage.core.model.Stored;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;

/**
 * The metadata of the resources of one cluster. Thread-safe.
 *
 * <p>Every method is a transaction of its own, or joins the one that the calling thread is in. All of them throw {@link
 * io.agentstorage.core.error.StorageException} if the database fails. Conditions are written with the generated tables,
 * and see the rows of this store's cluster only.
 */
public interface ResourceStore {

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
   * of null is unknown and leaves the stored one.
   *
   * @param resource the resource; its id, times and revision are ignored
   * @return the stored resource and what was done
   */
  Stored<ResourceTags> upsert(ResourceTags resource);

  /**
   * Changes a resource that is there: labels, annotations, metric labels, uid and sent-at become those of the argument.
   * It is found by its id, or by its key where the argument has no id.
   *
   * @param resource the resource; its times other than sent-at and its revision are ignored
   * @return the stored resource, UPDATED or UNCHANGED
   * @throws io.agentstorage.core.error.NotFoundException if it is not there
   */
  Stored<ResourceTags> update(ResourceTags resource);

  /**
   * Reads one resource.
   *
   * @param id its id
   * @return the resource
   * @throws io.agentstorage.core.error.NotFoundException if it is not there
   */
  ResourceTags get(ResourceId id);

  /**
   * Looks one resource up by what makes it unique.
   *
   * @param key type, namespace and name
   * @return the resource, or nothing
   */
  Optional<ResourceTags> find(ResourceKey key);

  /**
   * Finds one resource.
   *
   * @param condition what it must fulfil
   * @return the first by type, namespace and name, or nothing
   */
  Optional<ResourceTags> findFirst(Condition condition);

  /**
   * Finds resources. All of them are in memory at once: see {@link #stream} for many.
   *
   * @param condition what they must fulfil
   * @return the resources by type, namespace and name
   */
  List<ResourceTags> findAll(Condition condition);

  /**
   * Reads resources one after the other, by type, namespace and name, with memory for one.
   *
   * @param condition what they must fulfil
   * @return a stream that holds a connection until it is closed; outside of a transaction, close it with
   *     try-with-resources, inside of one, before that ends
   */
  Stream<ResourceTags> stream(Condition condition);

  /**
   * Deletes a resource.
   *
   * @param id its id
   * @return false if it was not there, which is no error
   */
  boolean delete(ResourceId id);

  /**
   * Deletes every resource of the cluster, and its label and annotation sets.
   *
   * @return how many resources there were
   */
  long deleteAll();

  /**
   * Counts the resources of the cluster.
   *
   * @return how many there are
   */
  long count();

  /**
   * Counts resources.
   *
   * @param condition what they must fulfil
   * @return how many there are
   */
  long count(Condition condition);

  /**
   * Stores many resources. It commits a chunk at a time, so that other writers get their turn, and so that what was
   * committed stays if the rest fails; inside a transaction it commits with that. Memory is bounded by the chunk.
   *
   * <p>A row that the database refuses costs that row only. A resource that comes twice is written twice, in the order
   * it came.
   *
   * @param resources the resources; taken one by one, on the calling thread
   * @param options how to load
   * @return what became of the rows: every row taken is in exactly one of its counts
   * @throws io.agentstorage.core.error.StorageException if the database fails, not if it refuses a row
   */
  BulkLoadReport bulkLoad(Iterator<ResourceTags> resources, BulkLoadOptions options);

  /**
   * Stores many resources, see {@link #bulkLoad(Iterator, BulkLoadOptions)}.
   *
   * @param resources the resources; the caller closes the stream
   * @param options how to load
   * @return what became of the rows
   */
  default BulkLoadReport bulkLoad(Stream<ResourceTags> resources, BulkLoadOptions options) {
    return bulkLoad(resources.iterator(), options);
  }
}
