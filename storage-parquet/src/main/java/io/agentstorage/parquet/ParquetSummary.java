// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.parquet;

/**
 * What is in a file. The summary of a file that was written equals that of its verification; the digests of two files are
 * the same if they have the same rows in the same order, whoever wrote them. Immutable.
 *
 * @param rows how many samples
 * @param digest a SHA-256 of all samples in their order, 64 hexadecimal digits in lower case
 * @param bytes the size of the file
 * @param checksummed whether the file carries the checksum of all its bytes, as those written here do
 */
public record ParquetSummary(long rows, String digest, long bytes, boolean checksummed) {}
