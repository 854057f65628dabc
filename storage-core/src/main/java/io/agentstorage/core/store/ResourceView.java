// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.kubernetes.LabelSelector;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceKey;
import io.agentstorage.core.model.ResourceTags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The resources of one cluster, to be read: as they are, or as they were at some time. Thread-safe.
 *
 * <p>Every method is a transaction of its own, or joins the one that the calling thread is in. All of them throw {@link
 * io.agentstorage.core.error.StorageException} if the database fails. Conditions are written with the columns of the
 * generated table {@code RESOURCE_TAGS}, and see the rows of this cluster only.
 */
public interface ResourceView {

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
   * @param query which
   * @return the first in its order, or nothing
   */
  Optional<ResourceTags> findFirst(ResourceQuery query);

  /**
   * Finds one resource.
   *
   * @param condition what it must fulfil
   * @return the first by type, namespace and name, or nothing
   */
  default Optional<ResourceTags> findFirst(Condition condition) {
    return findFirst(ResourceQuery.where(condition));
  }

  /**
   * Finds resources. All of them are in memory at once: see {@link #stream} and {@link #page} for many.
   *
   * @param query which
   * @return the resources in its order
   */
  List<ResourceTags> findAll(ResourceQuery query);

  /**
   * Finds resources. All of them are in memory at once.
   *
   * @param condition what they must fulfil
   * @return the resources by type, namespace and name
   */
  default List<ResourceTags> findAll(Condition condition) {
    return findAll(ResourceQuery.where(condition));
  }

  /**
   * Finds resources by their labels. All of them are in memory at once.
   *
   * @param labels what their labels must fulfil
   * @return the resources by type, namespace and name
   */
  default List<ResourceTags> findAll(LabelSelector labels) {
    return findAll(ResourceQuery.where(labels));
  }

  /**
   * Reads resources one after the other, with memory for one.
   *
   * @param query which
   * @return a stream in its order that holds a connection until it is closed; outside of a transaction, close it with
   *     try-with-resources, inside of one, before that ends
   */
  Stream<ResourceTags> stream(ResourceQuery query);

  /**
   * Reads resources one after the other, by type, namespace and name, with memory for one.
   *
   * @param condition what they must fulfil
   * @return a stream that holds a connection until it is closed, see {@link #stream(ResourceQuery)}
   */
  default Stream<ResourceTags> stream(Condition condition) {
    return stream(ResourceQuery.where(condition));
  }

  /**
   * Reads some resources, and from where to go on. Between two pages nothing is held.
   *
   * @param query which; the same for all pages
   * @param rows how many at the most, from 1
   * @param after the token of the page before, null for the first page
   * @return the page, in the order of the query
   * @throws IllegalArgumentException if rows is less than 1, or the token is none of a query in this order
   */
  Page<ResourceTags> page(ResourceQuery query, int rows, @Nullable PageToken after);

  /**
   * Counts resources.
   *
   * @param query which
   * @return how many there are
   */
  long count(ResourceQuery query);

  /**
   * Counts resources.
   *
   * @param condition what they must fulfil
   * @return how many there are
   */
  default long count(Condition condition) {
    return count(ResourceQuery.where(condition));
  }

  /**
   * Counts all resources of the cluster.
   *
   * @return how many there are
   */
  default long count() {
    return count(DSL.noCondition());
  }
}
