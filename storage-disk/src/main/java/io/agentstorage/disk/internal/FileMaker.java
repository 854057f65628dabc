// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import io.agentstorage.core.error.ReadOnlyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.error.StorageFullException;
import io.agentstorage.disk.MetricFile;
import io.agentstorage.disk.MetricFileListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the one thread of a store does that makes files. It belongs to the store, so that no interrupt stops it half-way. */
final class FileMaker implements Runnable {
  private final JournalQueue queue;
  private final Publication publication;
  private final MetricFileListener listener;
  private final Runnable afterWork;
  private final List<StorageException> failures = new ArrayList<>();

  FileMaker(
      JournalQueue queue,
      Publication publication,
      MetricFileListener listener,
      Runnable afterWork) {
    this.queue = queue;
    this.publication = publication;
    this.listener = listener;
    this.afterWork = afterWork;
  }

  @Override
  public void run() {
    for (JournalQueue.Work work = queue.awaitWork(); work != null; work = queue.awaitWork()) {
      failures.clear();
      failures.addAll(work.troubles());
      for (SealedJournal journal : work.journals()) {
        if (!makeFile(journal)) {
          break;
        }
      }
      afterWork.run();
      for (StorageException failure : List.copyOf(failures)) {
        tell(to -> to.failed(failure));
      }
      queue.served(work, first());
    }
  }

  /** False where trying the next would fail for the same reason. */
  private boolean makeFile(SealedJournal journal) {
    try {
      MetricFile file = publication.finish(journal.id(), journal.limit());
      queue.finished(journal);
      if (file != null) {
        tell(to -> to.written(file));
      }
    } catch (StorageFullException | ReadOnlyException e) {
      failures.add(e);
      return false;
    } catch (StorageException e) {
      failures.add(e);
    } catch (RuntimeException | Error e) {
      // The thread must go on: the rows are in the journal, and somebody waits for an answer.
      failures.add(
          new StorageException(
              "make a metric file of " + journal.id().text() + ": " + e + "; it is tried again",
              e));
    }
    return true;
  }

  void tell(Consumer<MetricFileListener> what) {
    try {
      what.accept(listener);
    } catch (RuntimeException | Error e) {
      failures.add(
          new StorageException("tell the listener: it has thrown " + e + "; mend the listener", e));
    }
  }

  private @Nullable StorageException first() {
    return failures.isEmpty() ? null : failures.get(0);
  }
}
