// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.disk.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A piece of a journal: some rows, as JSON objects with commas between them. A put is one frame or several, of which the
 * last is marked, so that one that was cut short is known.
 *
 * <p>In the journal a frame is a head (length of the JSON, rows, time of the put, mark, checksum; big-endian) and the
 * JSON. The checksum is CRC32C of all else and of the place in the journal, so that nothing that is whole but in the wrong
 * place is taken for a frame.
 */
final class Frame {
  /** What a journal begins with; the last byte is the version of the format. */
  static final byte[] MAGIC = {'A', 'S', 'J', 'O', 'U', 'R', 'N', 1};

  static final int VERSION_AT = 7;

  /** 4 length, 4 rows, 8 time, 1 mark, 4 checksum. */
  static final int HEAD_BYTES = 21;

  static final int CHECKED_BYTES = 17;

  /** A frame is ended when it has this many bytes. */
  static final int ENOUGH_BYTES = 1024 * 1024;

  static final int MAX_ROW_BYTES = 8 * 1024 * 1024;

  static final int MAX_BYTES = ENOUGH_BYTES + MAX_ROW_BYTES + 1;

  private final byte[] json;
  private final int rows;
  private final long time;
  private final boolean last;

  /** Takes over the array of the JSON. */
  Frame(byte[] json, int rows, long time, boolean last) {
    this.json = json;
    this.rows = rows;
    this.time = time;
    this.last = last;
  }

  /** The rows, not copied. */
  byte[] json() {
    return json;
  }

  /** How many rows it has. */
  int rows() {
    return rows;
  }

  /** When they were put, in milliseconds since 1970. */
  long time() {
    return time;
  }

  /** Whether the put ends with it. */
  boolean last() {
    return last;
  }

  /** The same rows, put at a time. */
  Frame putAt(long millis) {
    return new Frame(json, rows, millis, last);
  }

  /** The head of this frame at a place in a journal. */
  byte[] head(long position) {
    ByteBuffer head =
        ByteBuffer.allocate(HEAD_BYTES)
            .putInt(json.length)
            .putInt(rows)
            .putLong(time)
            .put((byte) (last ? 1 : 0));
    return head.putInt(checksum(head.array(), json, json.length, position)).array();
  }

  static int checksum(byte[] head, byte[] json, int length, long position) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
    checksum.update(head, 0, CHECKED_BYTES);
    checksum.update(json, 0, length);
    return (int) checksum.getValue();
  }
}
