// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.store;

import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.core.metric.MetricSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metric samples of one cluster. Thread-safe.
 *
 * <p>A series is stored once, a sample is a row of some thirty bytes. A sample is known by its series and its time: one
 * that is stored again changes nothing, one with another value takes the place of the stored one, whose time of creation
 * stays. Values keep their exact text. Ids of samples are not kept: what is read has none.
 *
 * <p>Writing and counting is a transaction of its own, or joins the one that the calling thread is in. Streams read a
 * batch at a time and hold no connection in between, so that a long one hinders nobody: samples that are stored or
 * deleted meanwhile may be in it or not. All methods throw {@link io.agentstorage.core.error.StorageException} if the
 * database fails.
 */
public interface MetricStore {

  /**
   * Stores samples, all of them or none.
   *
   * @param samples the samples, also several of one series
   * @return how many were new, changed or stored already
   * @throws io.agentstorage.core.error.ConstraintViolationException if a time is too far away to be stored
   */
  BulkLoadReport put(Collection<MetricSample> samples);

  /**
   * Stores many samples, see {@link BulkLoad}. With {@link ConflictPolicy#FAIL} a sample that is stored already is
   * rejected, with {@link ConflictPolicy#SKIP} the stored one stays.
   *
   * @return the load, for any number of loads
   */
  BulkLoad<MetricSample> bulk();

  /**
   * The series that a query is about, whether they have samples in its time or not.
   *
   * @param query which series; its times do not matter
   * @return a stream in the order in which they were first stored
   */
  Stream<MetricSeries> series(MetricQuery query);

  /**
   * Samples.
   *
   * @param query which
   * @return a stream, series by series in the order in which they were first stored, each by time
   */
  Stream<MetricSample> stream(MetricQuery query);

  /**
   * Some samples, in the order of {@link #stream}.
   *
   * @param query which
   * @param rows how many at the most, from 1
   * @param after the token of the page before, null for the first
   * @return the samples, and where the next begin
   * @throws IllegalArgumentException if there are to be less than 1, or the token is none of this
   */
  Page<MetricSample> page(MetricQuery query, int rows, @Nullable PageToken after);

  /**
   * The latest sample of each series within the time of the query.
   *
   * @param query which
   * @return a stream in the order in which the series were first stored; those without a sample are not in it
   */
  Stream<MetricSample> latest(MetricQuery query);

  /**
   * All samples of a time, for whoever takes all of them elsewhere: as they lie, which is five minutes of all series
   * after five minutes, and within these series by series, each by time. It is the fastest way to read many.
   *
   * @param from the first instant; milliseconds count
   * @param to the instant after the last
   * @return a stream
   * @throws IllegalArgumentException if {@code to} is before {@code from}
   */
  Stream<MetricSample> scan(Instant from, Instant to);

  /**
   * How many samples there are.
   *
   * @param query which
   * @return the number
   */
  long count(MetricQuery query);

  /**
   * Deletes the samples before a time, then series that have none left. Some ten thousand go with one transaction, so
   * that others can write in between; inside a transaction of the caller all go with that. On PostgreSQL whole days of
   * which no other cluster has samples are dropped, where the role may.
   *
   * @param time the first instant that is kept; milliseconds count
   * @return how many samples are gone
   * @throws io.agentstorage.core.error.CancelledException if the calling thread is interrupted; what is gone stays so
   */
  long deleteBefore(Instant time);
}
