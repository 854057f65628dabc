// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk;

import io.agentstorage.core.UsageLevel;
import java.util.OptionalLong;

/**
 * How much room a folder takes, and how much there is. What the folder itself has and what its filesystem has are figures
 * of their own: on a disk that others fill, deleting one's own files is no cure. Immutable.
 *
 * @param ownBytes the sizes of all files in the folder, journals and quarantine included
 * @param ownFiles how many files these are
 * @param filesystemBytes the size of the filesystem
 * @param filesystemUsedBytes what everybody together takes of it
 * @param filesystemAvailableBytes what this process may still take of it
 * @param allotment how many bytes the folder should have at most, empty if nobody said
 */
public record DiskUsage(
    long ownBytes,
    long ownFiles,
    long filesystemBytes,
    long filesystemUsedBytes,
    long filesystemAvailableBytes,
    OptionalLong allotment) {

  /**
   * The folder's share of its allotment, or of the filesystem where there is none.
   *
   * @return from 0; more than 100 if the allotment is overdrawn
   */
  public double ownPercent() {
    return percent(ownBytes, allotment.orElse(filesystemBytes));
  }

  /**
   * How full the filesystem is: what is used, of what is used or available. What is kept back for root counts as neither.
   *
   * @return 0 to 100
   */
  public double filesystemPercent() {
    return percent(filesystemUsedBytes, filesystemUsedBytes + filesystemAvailableBytes);
  }

  /**
   * The warning level of the folder's own bytes.
   *
   * @return the level of {@link #ownPercent()}
   */
  public UsageLevel ownLevel() {
    return UsageLevel.of(ownPercent());
  }

  /**
   * The warning level of the filesystem.
   *
   * @return the level of {@link #filesystemPercent()}
   */
  public UsageLevel filesystemLevel() {
    return UsageLevel.of(filesystemPercent());
  }

  private static double percent(long part, long whole) {
    if (whole == 0) {
      return part == 0 ? 0 : 100;
    }
    return 100.0 * part / whole;
  }
}
