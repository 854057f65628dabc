// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentstorage.core.error.CannotOpenException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFilesystemsTest {
  private static final String PLACE = "data/agent.db";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nfs",
        "nfs4",
        "NFS4",
        "cifs",
        "smb3",
        "9p",
        "ceph",
        "fuse.sshfs",
        "fuse.glusterfs",
        "lustre"
      })
  void aFilesystemOfANetworkIsRefusedWithTheCure(String type) {
    assertThatThrownBy(() -> NetworkFilesystems.refuse(PLACE, type))
        .isInstanceOf(CannotOpenException.class)
        .hasMessageContaining(PLACE)
        .hasMessageContaining("(" + type + ")")
        .hasMessageContaining("use a local disk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "zfs", "apfs", "NTFS", "fuseblk"})
  void aLocalFilesystemIsNot(String type) {
    assertThatCode(() -> NetworkFilesystems.refuse(PLACE, type)).doesNotThrowAnyException();
  }
}
