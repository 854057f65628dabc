// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal;

import io.agentstorage.cli.internal.output.Printable;
import io.agentstorage.cli.internal.output.RowFormat;
import io.agentstorage.cli.internal.output.RowOutput;
import io.agentstorage.core.Database;
import io.agentstorage.core.QueryVisitor;
import io.agentstorage.core.error.InvalidQueryException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a query in SQL. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    header = "Runs one query in SQLite's SQL and prints its rows; it cannot write.",
    description = {
      "The view resource shows each resource with its labels and annotations. LIKE distinguishes"
          + " upper and lower case. Nothing can be changed, and no other file be opened.",
      "Bytes are printed in hexadecimal, 16 of them as the ids that find prints: look for one with"
          + " WHERE id = unhex('...', '-'). NULL is NULL in a table, null in JSON and nothing in"
          + " CSV, where an empty text is \"\". A column whose name another one has is, in JSON,"
          + " name_2.",
      "Exit status 2 if the query is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage sql 'SELECT type, count(*) FROM resource GROUP BY type ORDER BY 2 DESC'",
      "  agent-storage sql -o csv 'SELECT namespace, name FROM resource' > names.csv",
      "  agent-storage sql - < report.sql"
    })
final class SqlCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin DatabaseOption database;
  @Mixin LimitOption limit;

  @Parameters(paramLabel = "QUERY", description = "The query, or - to read it from standard input.")
  String query;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  RowFormat format;

  @Override
  public Integer call() throws IOException {
    long most = limit.rows();
    String sql = query.equals("-") ? standardInput() : query;
    try (Database db = database.openForReading();
        Printer printer = new Printer(format, most)) {
      Inspections.query(db, sql, printer);
    } catch (InvalidQueryException e) {
      System.out.flush(); // what was printed before, comes before
      System.err.println("agent-storage: the query is wrong: " + Printable.line(e.reason()));
      return ExitStatus.USAGE;
    }
    return ExitStatus.DONE;
  }

  private String standardInput() throws IOException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(System.in.readAllBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ParameterException(
          spec.commandLine(), "the query on standard input is not in UTF-8", e);
    }
  }

  /** Begins to print when the columns are known, so that a wrong query prints nothing. */
  private static final class Printer implements QueryVisitor<IOException>, AutoCloseable {
    private final RowFormat format;
    private long left;
    private @Nullable RowOutput output;

    Printer(RowFormat format, long limit) {
      this.format = format;
      this.left = limit;
    }

    @Override
    public void columns(List<String> names) throws IOException {
      PrintStream out = System.out; // the output leaves it open
      output = format.open(out, names);
    }

    @Override
    public boolean row(List<@Nullable Object> values) throws IOException {
      if (output != null && left > 0) {
        output.write(values);
        left--;
      }
      return left > 0;
    }

    @Override
    public void close() throws IOException {
      if (output != null) {
        output.close();
      }
    }
  }
}
