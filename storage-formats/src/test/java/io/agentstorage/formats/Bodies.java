// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.formats;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/** Makes remote_write bodies, field by field. */
final class Bodies {
  private Bodies() {}

  interface Writer {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Writer... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (Writer part : parts) {
      part.write(out);
    }
    out.flush();
    return bytes.toByteArray();
  }

  static Writer inner(int field, Writer... parts) {
    return out -> out.writeBytes(field, ByteString.copyFrom(message(parts)));
  }

  static Writer series(Writer... parts) {
    return inner(1, parts);
  }

  static Writer label(String name, String value) {
    return inner(1, out -> out.writeString(1, name), out -> out.writeString(2, value));
  }

  static Writer sample(double value, long millis) {
    return inner(2, out -> out.writeDouble(1, value), out -> out.writeInt64(2, millis));
  }

  static byte[] packed(Writer... parts) throws IOException {
    return Snappy.compress(message(parts));
  }

  static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }
}
