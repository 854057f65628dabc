// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import io.agentstorage.core.error.CannotOpenException;
import java.util.Locale;
import java.util.Set;

/** Filesystems on which SQLite's write-ahead log damages the file: its shared memory works on one machine only. */
public final class NetworkFilesystems {
  private static final Set<String> TYPES =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "fuse.glusterfs",
          "fuse.s3fs",
          "fuse.sshfs",
          "gfs2",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs3",
          "nfs4",
          "ocfs2",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "webdav");

  private NetworkFilesystems() {}

  /**
   * Refuses a network filesystem.
   *
   * @param place the file, for the message
   * @param type the type of its filesystem, as the operating system names it
   * @throws CannotOpenException if it is one of a network
   */
  public static void refuse(String place, String type) {
    if (TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw new CannotOpenException(
          "open "
              + place
              + ": it is on a network filesystem ("
              + type
              + "), where SQLite's write-ahead log would damage it; use a local disk,"
              + " such as an emptyDir or a local volume");
    }
  }
}
