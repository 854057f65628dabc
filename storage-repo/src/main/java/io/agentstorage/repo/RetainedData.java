// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.repo;

import io.agentstorage.core.Database;
import io.agentstorage.core.retention.RetainedClass;
import io.agentstorage.core.retention.RetentionRule;
import io.agentstorage.core.retention.SampleArchive;
import io.agentstorage.repo.internal.retention.AgedClass;
import io.agentstorage.repo.internal.retention.ArchivedSamples;
import io.agentstorage.repo.internal.retention.SampleClass;
import io.agentstorage.repo.internal.retention.UnusedSeries;
import io.agentstorage.repo.internal.retention.UnusedSets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The classes of data that the tables of a cluster have, for {@link io.agentstorage.core.retention.Retention}. What was
 * not sent and is to be sent is in none of them: a resource whose last revision is pending, and an end that is.
 *
 * <ul>
 *   <li>{@link #TOMBSTONES}: ends of resources, once they were sent; 30 days. Where nobody sends, and so nobody
 *       acknowledges, they stay.
 *   <li>{@link #HISTORY}: what resources were before they changed; 90 days. Questions about an earlier time are then
 *       answered from what is left.
 *   <li>{@link #SAMPLES}: metric samples; 30 days.
 *   <li>{@link #RESOURCES}: resources that were sent, and have not changed since; kept, unless a rule or a budget says
 *       otherwise, because the table is what the cluster is now. One that goes leaves no end, for nothing has ended: the
 *       next time it is seen it is stored, and sent, as a new one.
 *   <li>{@link #SERIES}: series that have no samples.
 *   <li>{@link #SETS}: sets of labels and annotations, and label pairs, that nothing refers to.
 * </ul>
 *
 * <p>The last two have no rule: whatever is not referred to goes.
 */
public final class RetainedData {
  /** Ends of resources that were sent. */
  public static final String TOMBSTONES = "tombstones";

  /** What resources were before. */
  public static final String HISTORY = "history";

  /** Metric samples. */
  public static final String SAMPLES = "samples";

  /** Resources that were sent. */
  public static final String RESOURCES = "resources";

  /** Series without samples. */
  public static final String SERIES = "series";

  /** Sets and pairs that nothing refers to. */
  public static final String SETS = "sets";

  private static final RetentionRule MONTH = RetentionRule.keepAll().maxAge(Duration.ofDays(30));
  private static final RetentionRule QUARTER = RetentionRule.keepAll().maxAge(Duration.ofDays(90));

  private RetainedData() {}

  /**
   * All classes, in the order in which a run takes them. Samples go without being archived.
   *
   * @param database the open database; the caller closes it
   * @return a new list
   */
  public static List<RetainedClass> of(Database database) {
    return with(database, new SampleClass(database, SAMPLES, MONTH));
  }

  /**
   * All classes, in the order in which a run takes them. Samples are archived before they go: a part is written, read back
   * and compared, and only what it has is deleted. Only whole periods of five minutes go.
   *
   * @param database the open database; the caller closes it
   * @param archive where samples go
   * @param clock says when something went
   * @return a new list
   */
  public static List<RetainedClass> of(Database database, SampleArchive archive, Clock clock) {
    return with(database, new ArchivedSamples(database, SAMPLES, MONTH, archive, clock));
  }

  private static List<RetainedClass> with(Database database, RetainedClass samples) {
    return List.of(
        AgedClass.tombstones(database, TOMBSTONES, MONTH),
        AgedClass.history(database, HISTORY, QUARTER),
        samples,
        AgedClass.resources(database, RESOURCES, RetentionRule.keepAll()),
        new UnusedSeries(database, SERIES),
        new UnusedSets(database, SETS));
  }
}
