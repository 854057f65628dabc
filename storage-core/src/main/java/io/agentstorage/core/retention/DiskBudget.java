// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.retention;

import java.util.List;

/**
 * What a store may take on the disk: the database, its write-ahead log and its files together. Immutable: each method
 * gives a changed copy.
 *
 * <p>Once what is in use reaches {@code startPercent} of it, data go, one class after the other in {@code order}, each
 * oldest first, until {@code targetPercent} is reached. On a server nothing goes for want of room, because what is deleted
 * there makes no table smaller: rules are for that. A class that is not in the order never goes for want of room. No
 * class ever gives what was not sent yet: see {@link RetainedClass}.
 *
 * @param bytes how many there may be
 * @param startPercent from which share on something goes
 * @param targetPercent down to which share
 * @param order the names of the classes, first what goes first
 */
public record DiskBudget(long bytes, int startPercent, int targetPercent, List<String> order) {

  /**
   * What goes first when there is no room: files that were uploaded, ends of resources that were sent, what resources
   * were before, metric samples, and last resources that were sent, of which the agent knows no more then.
   */
  public static final List<String> ORDER =
      List.of("files", "tombstones", "history", "samples", "resources");

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public DiskBudget {
    order = List.copyOf(order);
    if (bytes < 1 || targetPercent < 1 || targetPercent > startPercent || startPercent > 100) {
      throw new IllegalArgumentException(
          "a disk budget has at least 1 byte, and 1 <= target <= start <= 100 %: bytes "
              + bytes
              + ", start "
              + startPercent
              + " %, target "
              + targetPercent
              + " %");
    }
  }

  /**
   * A budget that is kept by going down to 80 % once 90 % are in use, in {@link #ORDER}.
   *
   * @param bytes how many there may be, from 1
   * @return the budget
   */
  public static DiskBudget of(long bytes) {
    return new DiskBudget(bytes, 90, 80, ORDER);
  }

  /**
   * Sets when something goes and how much.
   *
   * @param start from which share of the bytes on, in percent, up to 100
   * @param target down to which share, from 1
   * @return a changed copy
   */
  public DiskBudget percents(int start, int target) {
    return new DiskBudget(bytes, start, target, order);
  }

  /**
   * Sets what goes first.
   *
   * @param classes the names of classes, in their order
   * @return a changed copy
   */
  public DiskBudget order(List<String> classes) {
    return new DiskBudget(bytes, startPercent, targetPercent, classes);
  }

  /**
   * Whether something must go.
   *
   * @param space what there is
   * @return true from the start percentage on
   */
  public boolean exceededBy(OwnSpace space) {
    return space.usedBytes() >= share(startPercent);
  }

  /**
   * How many bytes are in use above the target.
   *
   * @param space what there is
   * @return from 0
   */
  public long aboveTarget(OwnSpace space) {
    return Math.max(0, space.usedBytes() - share(targetPercent));
  }

  private long share(int percent) {
    return bytes / 100 * percent + bytes % 100 * percent / 100;
  }
}
