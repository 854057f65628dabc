// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command in this JVM, on a database and input files of its own. */
final class Cli {
  static final ObjectMapper JSON = new ObjectMapper();

  /** What a run printed and how it ended. */
  record Result(int status, String out, String err) {
    Result endsWith(int expected) {
      assertThat(status)
          .as("exit status, with out:%n%s%nand err:%n%s", out, err)
          .isEqualTo(expected);
      return this;
    }

    List<String> lines() {
      return out.lines().toList();
    }

    JsonNode json() {
      return Cli.json(out);
    }

    /** The report of a load, which is the last line. */
    JsonNode report() {
      return Cli.json(lines().getLast());
    }
  }

  private final Path folder;

  Cli(Path folder) {
    this.folder = folder;
  }

  Path database() {
    return folder.resolve("test.db");
  }

  /** Writes an input file. */
  String file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads the text as a file, all of which must be fine. */
  void load(String content) {
    run("load", file("input", content)).endsWith(0);
  }

  /** Runs a command with {@code --db}, which comes after the name of the command. */
  Result run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--db", database().toString()));
    all.addAll(List.of(arguments));
    return plain("", all.toArray(String[]::new));
  }

  Result runWithInput(String input, String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--db", database().toString()));
    all.addAll(List.of(arguments));
    return plain(input, all.toArray(String[]::new));
  }

  static Result plain(String input, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try (PrintStream newOut = new PrintStream(outBytes, false, StandardCharsets.UTF_8);
        PrintStream newErr = new PrintStream(errBytes, false, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      System.setErr(newErr);
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      int status = Main.run(arguments);
      newOut.flush();
      newErr.flush();
      return new Result(
          status,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
