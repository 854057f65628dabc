// SPDX-License-Identifier: Apache-2.0
/** Metric samples in Parquet files, which Spark, Trino, DuckDB and others read as they are. */
@NullMarked
package io.agentstorage.parquet;

import org.jspecify.annotations.NullMarked;
