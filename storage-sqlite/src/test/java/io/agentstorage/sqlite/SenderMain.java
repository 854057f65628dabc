// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import io.agentstorage.core.model.OutboxEntry;
import io.agentstorage.core.store.Outbox;
import io.agentstorage.repo.OutboxRepository;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;

/**
 * Sends what is pending, which is to say writes it to a file, until nothing is. Takes the database, the file, its own
 * number, and the number of the batch that it sends and never acknowledges, waiting to be killed; 0 for none.
 */
final class SenderMain {
  private static final int BATCH_ROWS = 7;

  private SenderMain() {}

  public static void main(String[] args) throws IOException {
    int stopAt = Integer.parseInt(args[3]);
    try (SqliteDatabase database = SqliteDatabase.open(Path.of(args[0]));
        FileChannel receiver =
            FileChannel.open(
                Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write("\n", receiver); // ends the line in which the one before may have died
      Outbox outbox = new OutboxRepository(database);
      int number = 0;
      for (List<OutboxEntry> batch = outbox.pending(BATCH_ROWS, 10_000);
          !batch.isEmpty();
          batch = outbox.pending(BATCH_ROWS, 10_000)) {
        number++;
        send(batch, args[2] + " " + number, receiver);
        if (number == stopAt) {
          waitToBeKilled();
        }
        outbox.acknowledge(batch, Clock.systemUTC().instant());
      }
    }
  }

  private static void send(List<OutboxEntry> batch, String from, FileChannel receiver)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (OutboxEntry entry : batch) {
      lines.append(from + " " + entry.id() + " " + entry.revision() + " " + entry.end() + " .\n");
    }
    write(lines.toString(), receiver);
  }

  private static void write(String text, FileChannel receiver) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Raw.text(text));
    while (bytes.hasRemaining()) {
      receiver.write(bytes);
    }
  }

  private static void waitToBeKilled() throws IOException {
    while (System.in.read() >= 0) {
      // its parent says nothing
    }
  }
}
