// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.postgres;

import java.util.Map;

/**
 * What a database on a server is and how it is set. Immutable.
 *
 * @param place host, port and database
 * @param cluster the name of the cluster
 * @param user who is logged in
 * @param bytes what the database takes on the server's disk, all clusters together
 * @param schemaVersion the latest migration
 * @param serverVersion the version of the server, as it says
 * @param driverVersion the version of the driver
 * @param standby whether the server is a replica that only reads
 * @param settings settings of the session that matter, by name
 */
public record PostgresInfo(
    String place,
    String cluster,
    String user,
    long bytes,
    String schemaVersion,
    String serverVersion,
    String driverVersion,
    boolean standby,
    Map<String, String> settings) {

  /** Copies the settings. */
  public PostgresInfo {
    settings = Map.copyOf(settings);
  }
}
