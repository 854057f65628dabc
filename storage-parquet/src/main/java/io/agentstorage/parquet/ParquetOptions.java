// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

/**
 * How a Parquet file is written. Immutable: each method gives a changed copy.
 *
 * <p>Rows are held in memory, encoded and compressed, until a row group of them is full. So a larger row group makes a
 * smaller file, because what is the same in its rows is in it once, and takes more memory to write and to read.
 *
 * @param rowGroupBytes about how many bytes of memory a row group takes when it is written out
 * @param dictionaryBytes how large the distinct values of one column may get in one row group before each is written
 *     out in full
 */
public record ParquetOptions(int rowGroupBytes, int dictionaryBytes) {
  private static final int MEBIBYTE = 1024 * 1024;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ParquetOptions {
    require("row group", rowGroupBytes, MEBIBYTE);
    require("dictionary", dictionaryBytes, 1024);
  }

  /**
   * Row groups of 32 MiB, dictionaries of up to 4 MiB.
   *
   * @return the defaults
   */
  public static ParquetOptions defaults() {
    return new ParquetOptions(32 * MEBIBYTE, 4 * MEBIBYTE);
  }

  /**
   * Sets about how many bytes of memory a row group takes when it is written out.
   *
   * @param bytes 1 MiB to 1 GiB
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ParquetOptions rowGroupBytes(int bytes) {
    return new ParquetOptions(bytes, dictionaryBytes);
  }

  /**
   * Sets how large the distinct values of one column may get in one row group before each is written out in full.
   *
   * @param bytes 1 KiB to 1 GiB
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public ParquetOptions dictionaryBytes(int bytes) {
    return new ParquetOptions(rowGroupBytes, bytes);
  }

  private static void require(String what, int bytes, int least) {
    if (bytes < least || bytes > 1024 * MEBIBYTE) {
      throw new IllegalArgumentException(
          "the size of a " + what + " must be " + least + " bytes to 1 GiB, is " + bytes);
    }
  }
}
