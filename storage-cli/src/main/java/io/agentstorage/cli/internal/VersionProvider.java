// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import java.util.Objects;
import org.sqlite.SQLiteJDBCLoader;
import picocli.CommandLine.IVersionProvider;

/** Says which versions are at work. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "agent-storage "
          + Objects.requireNonNullElse(
              RootCommand.class.getPackage().getImplementationVersion(), "(not packaged)"),
      "SQLite driver " + SQLiteJDBCLoader.getVersion(),
      "Java " + System.getProperty("java.version")
    };
  }
}
