// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.core.spi;

import io.agentstorage.core.error.CorruptException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The bytes in which a set of annotations is stored: {@link TagsJson} in UTF-8, compressed (zlib, RFC 1950) where it is
 * long and that makes it shorter. The first byte tells which: JSON begins with 0x7B, zlib here with 0x78. Thread-safe.
 */
public final class TagsContent {
  /** Shorter ones fit into their page anyway, and stay readable for people with a shell. */
  private static final int COMPRESS_FROM_BYTES = 1024;

  private TagsContent() {}

  /**
   * Packs the text form of a map.
   *
   * @param json what {@link TagsJson#write} gave, in UTF-8
   * @return the same bytes, or fewer
   */
  public static byte[] pack(byte[] json) {
    if (json.length < COMPRESS_FROM_BYTES) {
      return json;
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try {
      deflater.setInput(json);
      deflater.finish();
      byte[] packed = new byte[json.length - 1];
      int length = deflater.deflate(packed);
      return deflater.finished() ? Arrays.copyOf(packed, length) : json;
    } finally {
      deflater.end();
    }
  }

  /**
   * Packs a map.
   *
   * @param tags the map
   * @return what {@link #read} reads
   */
  public static byte[] write(Map<String, String> tags) {
    return pack(TagsJson.write(tags).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @param content the stored bytes
   * @return the map
   * @throws CorruptException if they are anything else
   */
  public static Map<String, String> read(byte[] content) {
    boolean packed = content.length > 0 && content[0] == 0x78;
    return TagsJson.read(new String(packed ? unpack(content) : content, StandardCharsets.UTF_8));
  }

  private static byte[] unpack(byte[] content) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(content);
      ByteArrayOutputStream json = new ByteArrayOutputStream(content.length * 4);
      byte[] part = new byte[8192];
      while (!inflater.finished()) {
        int length = inflater.inflate(part);
        if (length == 0 && !inflater.finished()) {
          throw Damaged.column("compressed annotations that end too early", null);
        }
        json.write(part, 0, length);
      }
      return json.toByteArray();
    } catch (DataFormatException e) {
      throw Damaged.column("compressed annotations that are damaged", e);
    } finally {
      inflater.end();
    }
  }
}
