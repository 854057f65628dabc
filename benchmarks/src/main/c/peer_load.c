// SPDX-License-Identifier: Apache-2.0
//
// Loads rows that are already made into the peer's table, by one prepared statement: what SQLite itself takes.
//
//   peer_load DATABASE ROWS insert|upsert COMMIT_ROWS    prints seconds, of them closing, CPU seconds, peak memory in KiB
//   peer_load --version                                  prints the version of SQLite
//
// COMMIT_ROWS 0 is one transaction. ROWS is made by MadeRows.java: for each row five texts (type, namespace, name, labels,
// annotations), each a length of 4 bytes, low byte first, and that many bytes of UTF-8. It is read before the time begins.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sqlite3.h"

#define PLAIN                                                                                      \
  "INSERT INTO resource_tags (id, type, name, namespace, metric_labels, labels, annotations,"      \
  " record_created, record_updated, sent_at, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

#define OR_UPDATE                                                                                  \
  " ON CONFLICT (type, namespace, name) DO UPDATE SET metric_labels = excluded.metric_labels,"     \
  " labels = excluded.labels, annotations = excluded.annotations,"                                 \
  " record_updated = excluded.record_updated, sent_at = excluded.sent_at, size = excluded.size"    \
  " WHERE resource_tags.metric_labels IS NOT excluded.metric_labels"                               \
  " OR resource_tags.labels IS NOT excluded.labels"                                                \
  " OR resource_tags.annotations IS NOT excluded.annotations"

static sqlite3 *db;

static void check(int result, const char *what) {
  if (result != SQLITE_OK && result != SQLITE_DONE) {
    fprintf(stderr, "peer_load: %s: %s\n", what, db ? sqlite3_errmsg(db) : "no database");
    exit(1);
  }
}

static void run(const char *sql) { check(sqlite3_exec(db, sql, NULL, NULL, NULL), sql); }

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double cpu_seconds(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
         (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static sqlite3_int64 millis(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (sqlite3_int64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// SplitMix64, begun with the time so that ids differ between runs.
static uint64_t next_random(void) {
  static uint64_t state;
  if (state == 0) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    state = (uint64_t)now.tv_sec * 1000000007u + (uint64_t)now.tv_nsec;
  }
  uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

// A UUID of version 4 as text.
static void new_id(char id[36]) {
  static const char hex[] = "0123456789abcdef";
  uint64_t bits[2] = {next_random(), next_random()};
  for (int i = 0, nibble = 0; i < 36; i++) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      id[i] = '-';
    } else {
      id[i] = hex[(bits[nibble / 16] >> (nibble % 16 * 4)) & 15];
      nibble++;
    }
  }
  id[14] = '4';
  id[19] = hex[8 | (bits[1] >> 62)];
}

static int bind_next(sqlite3_stmt *insert, int column, const unsigned char **at) {
  const unsigned char *p = *at;
  int length = p[0] | p[1] << 8 | p[2] << 16 | p[3] << 24;
  check(sqlite3_bind_text(insert, column, (const char *)p + 4, length, SQLITE_STATIC), "bind");
  *at = p + 4 + length;
  return length;
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "--version") == 0) {
    printf("%s\n", sqlite3_libversion());
    return 0;
  }
  if (count != 5) {
    fprintf(stderr, "peer_load DATABASE ROWS insert|upsert COMMIT_ROWS\n");
    return 2;
  }
  long commit_rows = strtol(arguments[4], NULL, 10);

  int file = open(arguments[2], O_RDONLY);
  struct stat about;
  if (file < 0 || fstat(file, &about) != 0) {
    perror(arguments[2]);
    return 1;
  }
  size_t bytes = (size_t)about.st_size;
  const unsigned char *rows =
      mmap(NULL, bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (rows == MAP_FAILED) {
    perror(arguments[2]);
    return 1;
  }

  check(sqlite3_open(arguments[1], &db), "open");
  run("PRAGMA journal_mode = WAL");
  run("PRAGMA synchronous = FULL");
  run("PRAGMA cache_size = -32768");
  sqlite3_stmt *insert;
  const char *sql = strcmp(arguments[3], "upsert") == 0 ? PLAIN OR_UPDATE : PLAIN;
  check(sqlite3_prepare_v2(db, sql, -1, &insert, NULL), "prepare");

  double start = seconds();
  double cpu = cpu_seconds();
  long in_transaction = 0;
  run("BEGIN IMMEDIATE");
  for (const unsigned char *at = rows; at < rows + bytes;) {
    char id[36];
    new_id(id);
    sqlite3_int64 now = millis();
    check(sqlite3_bind_text(insert, 1, id, sizeof id, SQLITE_STATIC), "bind");
    bind_next(insert, 2, &at);
    bind_next(insert, 4, &at);
    bind_next(insert, 3, &at);
    int size = bind_next(insert, 6, &at);
    size += bind_next(insert, 7, &at);
    check(sqlite3_bind_int64(insert, 8, now), "bind");
    check(sqlite3_bind_int64(insert, 9, now), "bind");
    check(sqlite3_bind_int(insert, 11, size), "bind");
    check(sqlite3_step(insert), "insert");
    check(sqlite3_reset(insert), "reset");
    if (++in_transaction == commit_rows) {
      run("COMMIT");
      run("BEGIN IMMEDIATE");
      in_transaction = 0;
    }
  }
  run("COMMIT");
  double loaded = seconds();
  check(sqlite3_finalize(insert), "finalize");
  check(sqlite3_close(db), "close");
  double closed = seconds();

  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("%.6f %.6f %.6f %ld\n", closed - start, closed - loaded, cpu_seconds() - cpu, use.ru_maxrss);
  return 0;
}
