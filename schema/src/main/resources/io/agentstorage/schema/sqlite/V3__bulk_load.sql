-- How far bulk loads are that can be resumed. A row is written in the transaction that stores the
-- rows which it counts. The sum of the four counts is the position of the next row in the input.
CREATE TABLE bulk_load (
  cluster_id INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  inserted   INTEGER NOT NULL,
  updated    INTEGER NOT NULL,
  unchanged  INTEGER NOT NULL,
  rejected   INTEGER NOT NULL,
  saved_at   INTEGER NOT NULL,
  CONSTRAINT bulk_load_pk PRIMARY KEY (cluster_id, name),
  CONSTRAINT bulk_load_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT bulk_load_name_ck CHECK (name <> ''),
  CONSTRAINT bulk_load_counts_ck CHECK (
    inserted >= 0 AND updated >= 0 AND unchanged >= 0 AND rejected >= 0)
) STRICT, WITHOUT ROWID;
