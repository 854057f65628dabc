-- Metric samples, what components remember, and what clearing away needs.

-- What rows of samples have in common, once: a name, a node, and labels, which metrics of one
-- container share. digest is the first 16 bytes of the SHA-256 of all of it, as the library writes it
-- (SeriesContent). What is absent is ''.
CREATE TABLE metric_series (
  cluster_id       INTEGER NOT NULL,
  id               INTEGER NOT NULL,
  digest           BLOB    NOT NULL,
  name             TEXT    NOT NULL,
  node             TEXT    NOT NULL,
  cluster_name     TEXT    NOT NULL,
  cloud_account_id TEXT    NOT NULL,
  labels_id        INTEGER NOT NULL,
  CONSTRAINT metric_series_pk PRIMARY KEY (cluster_id, id),
  CONSTRAINT metric_series_digest_uq UNIQUE (cluster_id, digest),
  CONSTRAINT metric_series_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT metric_series_labels_fk FOREIGN KEY (cluster_id, labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT metric_series_digest_ck CHECK (length(digest) = 16),
  CONSTRAINT metric_series_name_ck CHECK (name <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX metric_series_name_ix ON metric_series (cluster_id, name, node);

CREATE INDEX metric_series_labels_ix ON metric_series (cluster_id, labels_id);

-- One row for each sample. period is sampled_at in whole five minutes, so that the table grows at its
-- end and what is old is in one place, while the samples of a series are together within a period.
-- delay is how many milliseconds later than sampled_at the agent took the sample in.
--
-- value_text tells how the number was written where that is not the way of the library (MetricValue):
-- 'g' as Go prints it, else the text itself, of which value is the nearest number. value is NULL for
-- NaN, which SQLite has not.
--
-- There is no foreign key to metric_series: each series that is deleted would be searched for in all
-- of this table. The library deletes series only after their samples.
CREATE TABLE metric_data (
  cluster_id INTEGER NOT NULL,
  period     INTEGER NOT NULL,
  series_id  INTEGER NOT NULL,
  sampled_at INTEGER NOT NULL,
  delay      INTEGER NOT NULL,
  value      REAL,
  value_text TEXT,
  CONSTRAINT metric_data_pk PRIMARY KEY (cluster_id, period, series_id, sampled_at),
  CONSTRAINT metric_data_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT metric_data_period_ck CHECK (sampled_at - period * 300000 BETWEEN 0 AND 299999),
  CONSTRAINT metric_data_value_ck CHECK (value IS NOT NULL OR value_text IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Samples as people want to see them. Say which periods, or all of them are read:
-- WHERE period BETWEEN 1780000000000 / 300000 AND 1780000600000 / 300000.
CREATE VIEW metric_sample AS
SELECT
  d.cluster_id,
  d.period,
  d.series_id,
  s.name,
  s.node,
  s.cluster_name,
  s.cloud_account_id,
  l.labels,
  d.sampled_at,
  d.sampled_at + d.delay AS created_at,
  d.value,
  d.value_text
FROM metric_data d
JOIN metric_series s ON s.cluster_id = d.cluster_id AND s.id = d.series_id
JOIN label_set l ON l.cluster_id = s.cluster_id AND l.id = s.labels_id;

-- What a component remembers under a key, as JSON. version rises by one with each change.
CREATE TABLE operational_state (
  cluster_id INTEGER NOT NULL,
  component  TEXT    NOT NULL,
  state_key  TEXT    NOT NULL,
  value      TEXT    NOT NULL,
  version    INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CONSTRAINT operational_state_pk PRIMARY KEY (cluster_id, component, state_key),
  CONSTRAINT operational_state_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT operational_state_component_ck CHECK (component <> ''),
  CONSTRAINT operational_state_key_ck CHECK (state_key <> ''),
  CONSTRAINT operational_state_value_ck CHECK (json_valid(value)),
  CONSTRAINT operational_state_version_ck CHECK (version > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX operational_state_updated_ix ON operational_state (cluster_id, updated_at);

-- Whether a set of annotations is still in use is asked when what is not is cleared away, and by its
-- foreign keys: without these each set that goes would be searched for in all resources.
CREATE INDEX resource_tags_annotations_ix ON resource_tags (cluster_id, annotations_id)
  WHERE annotations_id IS NOT NULL;

CREATE INDEX resource_history_annotations_ix ON resource_history (cluster_id, annotations_id)
  WHERE annotations_id IS NOT NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('resource_tags', 'resource_tags_annotations_ix', '100000 100000 2'),
  ('resource_history', 'resource_history_annotations_ix', '500000 500000 5'),
  ('metric_series', 'metric_series', '50000 50000 1'),
  ('metric_series', 'sqlite_autoindex_metric_series_2', '50000 50000 1'),
  ('metric_series', 'metric_series_name_ix', '50000 50000 100 20'),
  ('metric_series', 'metric_series_labels_ix', '50000 50000 20'),
  ('metric_data', 'metric_data', '100000000 100000000 250000 5 1'),
  ('operational_state', 'operational_state', '1000 1000 100 1'),
  ('operational_state', 'operational_state_updated_ix', '1000 1000 10');
ANALYZE sqlite_schema;
