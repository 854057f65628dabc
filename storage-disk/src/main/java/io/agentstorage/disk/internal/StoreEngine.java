// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.CannotOpenException;
import io.agentstorage.core.error.FailedStatement;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.metric.MetricSample;
import io.agentstorage.disk.ContentKind;
import io.agentstorage.disk.MetricFileOptions;
import io.agentstorage.disk.Quarantined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a store is made of: its lock, its journals, its threads, and what it has taken over. Thread-safe. */
public final class StoreEngine {
  private final StoreLock lock;
  private final JournalFolder folder;
  private final ContentKind kind;
  private final JournalQueue queue;
  private final FileMaker maker;
  private final List<StoreLock> adopted = new CopyOnWriteArrayList<>();
  private final List<Quarantined> quarantined = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Object closingLock = new Object();
  private boolean closed;

  private StoreEngine(
      StoreLock lock, JournalFolder folder, ContentKind kind, MetricFileOptions options) {
    this.lock = lock;
    this.folder = folder;
    this.kind = kind;
    this.queue = new JournalQueue(folder, kind, lock.store(), options);
    Publication publication =
        new Publication(folder, options.brotliLevel(), this::putAside, step -> {});
    this.maker = new FileMaker(queue, publication, options.listener(), this::releaseFinishedStores);
  }

  /**
   * Opens a store and starts its threads.
   *
   * @param root where the files go; it is created if it is missing
   * @param kind what is put
   * @param options how it works
   * @return the store
   * @throws CannotOpenException if the folder cannot be created, or the machine has no Brotli
   * @throws StorageException if the folder cannot be written
   */
  public static StoreEngine open(Path root, ContentKind kind, MetricFileOptions options) {
    Brotli.require();
    Path absolute = root.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      FolderWalk.require(absolute);
    }
    JournalFolder folder = new JournalFolder(absolute);
    try {
      Durable.createFolder(folder.path());
      StoreEngine engine = new StoreEngine(StoreLock.create(folder, kind), folder, kind, options);
      try {
        engine.adoptDeadStores();
      } catch (IOException | RuntimeException e) {
        engine.releaseLocks();
        throw e;
      }
      engine.start(options);
      return engine;
    } catch (IOException e) {
      StorageException failure = IoErrors.writing("open", absolute, e, 0);
      throw Files.isDirectory(absolute)
          ? failure
          : new CannotOpenException(
              "open "
                  + absolute
                  + ": there is no such folder and it cannot be created; create it, or name"
                  + " another",
              FailedStatement.NONE,
              e);
    }
  }

  private void adoptDeadStores() throws IOException {
    adopted.addAll(StoreLock.ofDeadStores(folder, kind));
    for (StoreLock dead : List.copyOf(adopted)) {
      List<SealedJournal> left = new ArrayList<>();
      for (JournalId id : folder.journals(kind, dead.store())) {
        Path journal = folder.journal(id);
        if (Files.exists(journal) && JournalReader.isNewer(journal)) {
          putAside(
              new Quarantined(
                  journal,
                  Files.size(journal),
                  "a newer version has written it: it stays where it is; run that version on this"
                      + " folder"));
        } else {
          left.add(new SealedJournal(id, SealedJournal.UNKNOWN, rowsOf(id)));
        }
      }
      queue.adopt(left);
    }
  }

  /** How many rows of a journal that was left behind have no file yet. */
  private long rowsOf(JournalId id) throws IOException {
    FileName name = folder.committedName(id);
    if (name != null) {
      return Files.exists(folder.temporary(id))
          ? JournalScan.of(folder.committed(name), SealedJournal.UNKNOWN).rows()
          : 0;
    }
    Path journal = folder.journal(id);
    return Files.exists(journal) ? JournalScan.of(journal, SealedJournal.UNKNOWN).rows() : 0;
  }

  private void start(MetricFileOptions options) {
    String name = "metric-files-" + kind.text() + "-" + lock.store();
    threads.add(Thread.ofPlatform().daemon().name(name).start(maker));
    if (!options.durability().syncInterval().isZero()) {
      threads.add(Thread.ofPlatform().daemon().name(name + "-sync").start(queue::syncAtIntervals));
    }
  }

  private void putAside(Quarantined part) {
    quarantined.add(part);
    maker.tell(listener -> listener.quarantined(part));
  }

  /**
   * Stores samples.
   *
   * @param samples all or none
   * @throws IllegalArgumentException if one cannot be written
   * @throws StorageException if they were not stored
   */
  public void put(Collection<MetricSample> samples) {
    if (!samples.isEmpty()) {
      queue.put(FrameBuilder.of(samples));
    }
  }

  /**
   * How many rows have no file.
   *
   * @return from 0
   */
  public long pending() {
    return queue.pending();
  }

  /**
   * Makes files, and waits for them.
   *
   * @throws StorageException if one could not be made
   */
  public void flush() {
    refuseOwnThreads();
    queue.flush();
  }

  /**
   * Why the latest attempt failed.
   *
   * @return empty if it did not
   */
  public Optional<StorageException> lastFailure() {
    return queue.lastFailure();
  }

  /**
   * What was found damaged.
   *
   * @return a copy
   */
  public List<Quarantined> quarantined() {
    return List.copyOf(quarantined);
  }

  /**
   * Makes files and ends all threads.
   *
   * @throws StorageException if a file could not be made
   */
  public void close() {
    refuseOwnThreads();
    queue.startClosing();
    boolean interrupted = Thread.interrupted(); // else it would stop what is done about locks
    try {
      synchronized (closingLock) {
        if (closed) {
          return;
        }
        closed = true;
        interrupted |= join();
        releaseLocks();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    queue
        .lastFailure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  private void refuseOwnThreads() {
    if (threads.contains(Thread.currentThread())) {
      throw new IllegalStateException("a listener must neither flush nor close the store");
    }
  }

  private void releaseFinishedStores() {
    for (StoreLock store : List.copyOf(adopted)) {
      try {
        if (folder.journals(kind, store.store()).isEmpty()) {
          adopted.remove(store);
          store.close();
        }
      } catch (IOException e) {
        // The journals are done. A lock file that stays is removed by the next store that opens.
      }
    }
  }

  private void releaseLocks() {
    adopted.add(lock);
    for (StoreLock store : adopted) {
      try {
        store.close();
      } catch (IOException e) {
        // It is unlocked all the same; its file is removed by the next store that opens.
      }
    }
    adopted.clear();
  }

  /** Whether an interrupt came meanwhile. */
  private boolean join() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    return interrupted;
  }
}
