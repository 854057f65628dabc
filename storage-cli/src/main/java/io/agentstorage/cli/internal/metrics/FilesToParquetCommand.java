// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli.internal.metrics;

import io.agentstorage.cli.internal.ExitStatus;
import io.agentstorage.cli.internal.Numbers;
import io.agentstorage.parquet.ParquetMetricFile;
import io.agentstorage.parquet.ParquetMetricWriter;
import io.agentstorage.parquet.ParquetSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a Parquet file of metric files. */
@Command(
    name = "to-parquet",
    mixinStandardHelpOptions = true,
    header = "Makes one Parquet file of metric files, and reads it back.",
    description = "The files stay as they are; one that is damaged stops it, and no file is made.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  agent-storage files to-parquet --into day.parquet outgoing/uploaded",
      "  duckdb -c \"SELECT metric_name, count(*) FROM 'day.parquet' GROUP BY 1\""
    })
public final class FilesToParquetCommand implements Callable<Integer> {
  @Option(
      names = "--into",
      required = true,
      paramLabel = "FILE",
      description = "The Parquet file, which must not be there yet.")
  Path target;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  List<Path> paths;

  /** A command that is not parsed yet. */
  public FilesToParquetCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Path> files = InputPaths.files(paths, SampleInput::isOurs);
    try (ParquetMetricWriter writer = ParquetMetricWriter.create(target)) {
      for (Path file : files) {
        writer.writeAll(SampleInput.ours(file));
      }
      ParquetSummary written = writer.finish();
      ParquetSummary read = ParquetMetricFile.verify(target);
      if (!read.equals(written)) {
        throw new IOException(
            "the file " + target + " does not have what was written; look at the disk");
      }
      System.err.println(
          Numbers.grouped(files.size())
              + " files, "
              + Numbers.grouped(written.rows())
              + " samples, "
              + Numbers.grouped(written.bytes())
              + " bytes");
    }
    return ExitStatus.DONE;
  }
}
