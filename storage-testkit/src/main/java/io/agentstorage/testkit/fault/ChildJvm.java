// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with the class path of this one, for what only another process can show: a lock held elsewhere, and
 * what a kill leaves behind. What it prints to either stream is read at once, so that it never waits for a reader.
 * Thread-safe.
 *
 * <pre>{@code
 * try (ChildJvm loading = ChildJvm.running(LoadMain.class, file.toString()).start()) {
 *   loading.awaitLine("stored 100");
 *   loading.kill();
 * }
 * }</pre>
 */
public final class ChildJvm implements AutoCloseable {
  /** How long anything is waited for before the test fails. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();

  private ChildJvm(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("output of a child").start(this::readOutput);
  }

  /**
   * Prepares one.
   *
   * @param main a class with a main method, on the class path of this JVM
   * @param arguments what its main method is given
   * @return the start of it
   */
  public static Start running(Class<?> main, String... arguments) {
    return new Start(main, List.of(arguments));
  }

  /** How a JVM is started. Not thread-safe. */
  public static final class Start {
    private final Class<?> main;
    private final List<String> arguments;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> wrapper = new ArrayList<>();

    private Start(Class<?> main, List<String> arguments) {
      this.main = main;
      this.arguments = arguments;
    }

    /**
     * Adds options of the JVM, which by default compiles quickly rather than well.
     *
     * @param options such as {@code -Xmx64m}
     * @return this
     */
    public Start jvmOptions(String... options) {
      jvmOptions.addAll(List.of(options));
      return this;
    }

    /**
     * Starts it through another program, which gets the command line of the JVM behind its own arguments and replaces
     * itself with it; such as {@code setpriv}, or a shell that lowers a limit. Else a kill does not reach the JVM.
     *
     * @param command the program and its arguments
     * @return this
     */
    public Start through(String... command) {
      wrapper.addAll(List.of(command));
      return this;
    }

    /**
     * Starts it.
     *
     * @return the running JVM
     * @throws IOException if it cannot be started
     */
    public ChildJvm start() throws IOException {
      List<String> command = new ArrayList<>(wrapper);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add(
          "-XX:TieredStopAtLevel=1"); // the second compiler takes more than it gives so soon
      command.addAll(jvmOptions);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
      command.addAll(arguments);
      return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }
  }

  /**
   * What it has printed so far, line by line.
   *
   * @return a copy
   */
  public List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /**
   * Waits until it has printed a line.
   *
   * @param line the whole line
   * @throws InterruptedException if this thread is interrupted
   * @throws AssertionError if it ends without, or {@link #PATIENCE} is over
   */
  public void awaitLine(String line) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lines) {
      while (!lines.contains(line)) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || !reader.isAlive()) {
          throw failed("did not print \"" + line + "\"");
        }
        lines.wait(Math.min(left, 100)); // the end of the reader wakes nobody
      }
    }
  }

  /**
   * Whether it still runs.
   *
   * @return false once it has ended or was killed
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Closes its standard input, for one that waits for that. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("the input of a child could not be closed", e);
    }
  }

  /**
   * Waits until it has ended by itself, and has said everything.
   *
   * @return its exit status
   * @throws InterruptedException if this thread is interrupted
   * @throws AssertionError if {@link #PATIENCE} is over; it is then killed
   */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw failed("did not end");
    }
    reader.join();
    return process.exitValue();
  }

  /**
   * Waits until it has ended by itself, with exit status 0.
   *
   * @throws InterruptedException if this thread is interrupted
   * @throws AssertionError if it ends otherwise, or {@link #PATIENCE} is over
   */
  public void awaitSuccess() throws InterruptedException {
    int status = awaitEnd();
    if (status != 0) {
      throw failed("ended with exit status " + status);
    }
  }

  /**
   * Kills it as {@code kill -9} does, and waits until it is gone: nothing of it runs any more, no shutdown hook, no
   * {@code finally}, and the operating system has taken its locks away.
   *
   * @throws InterruptedException if this thread is interrupted
   */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
  }

  /** Kills it where it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private AssertionError failed(String what) {
    return new AssertionError("the child " + what + "; it printed: " + output());
  }

  private void readOutput() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // Its end of the pipe is gone: there is nothing more to read.
    }
  }
}
