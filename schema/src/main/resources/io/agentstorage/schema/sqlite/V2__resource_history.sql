-- What resources were before, what is still to be sent, and who made a change.

-- Who made the change that the row is the result of, where that is known.
ALTER TABLE resource_tags ADD COLUMN changed_by TEXT;

-- What is to be sent, oldest first.
CREATE INDEX resource_tags_unsent_ix ON resource_tags (cluster_id, record_updated)
  WHERE sent_at IS NULL;

-- What has changed since some time.
CREATE INDEX resource_tags_updated_ix ON resource_tags (cluster_id, record_updated);

CREATE INDEX resource_tags_metric_labels_ix ON resource_tags (cluster_id, metric_labels_id)
  WHERE metric_labels_id IS NOT NULL;

-- Each row is a row of resource_tags as it was from record_updated (inclusive) to valid_to
-- (exclusive). What holds now is in resource_tags only. The columns have the names they have there,
-- so that a condition on the one is a condition on the other.
--
-- ended says why it holds no longer: 'changed' to the next revision, 'replaced' by another resource
-- of the same key (Kubernetes gave another uid), or 'deleted'; ended_by says who did it, where that
-- is known. sent_at of a 'replaced' or 'deleted' one is when its end was sent.
CREATE TABLE resource_history (
  cluster_id       INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  type             TEXT    NOT NULL,
  namespace        TEXT    NOT NULL,
  name             TEXT    NOT NULL,
  uid              TEXT,
  metric_labels_id INTEGER,
  labels_id        INTEGER,
  annotations_id   INTEGER,
  record_created   INTEGER NOT NULL,
  record_updated   INTEGER NOT NULL,
  valid_to         INTEGER NOT NULL,
  ended            TEXT    NOT NULL,
  sent_at          INTEGER,
  revision         INTEGER NOT NULL,
  changed_by       TEXT,
  ended_by         TEXT,
  CONSTRAINT resource_history_pk PRIMARY KEY (cluster_id, id, revision),
  CONSTRAINT resource_history_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT resource_history_metric_labels_fk FOREIGN KEY (cluster_id, metric_labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT resource_history_labels_fk FOREIGN KEY (cluster_id, labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT resource_history_annotations_fk FOREIGN KEY (cluster_id, annotations_id)
    REFERENCES annotation_set (cluster_id, id),
  CONSTRAINT resource_history_id_ck CHECK (length(id) = 16),
  CONSTRAINT resource_history_revision_ck CHECK (revision > 0),
  CONSTRAINT resource_history_order_ck CHECK (valid_to >= record_updated),
  CONSTRAINT resource_history_ended_ck CHECK (ended IN ('changed', 'replaced', 'deleted'))
) STRICT;

-- The lives of one resource, and what it was at some time.
CREATE INDEX resource_history_key_ix
  ON resource_history (cluster_id, type, namespace, name, valid_to);

-- Which resources had labels at some time.
CREATE INDEX resource_history_labels_ix ON resource_history (cluster_id, labels_id, valid_to);

CREATE INDEX resource_history_metric_labels_ix
  ON resource_history (cluster_id, metric_labels_id, valid_to)
  WHERE metric_labels_id IS NOT NULL;

-- What changed or was deleted between two times, and what has ended long ago.
CREATE INDEX resource_history_ended_ix
  ON resource_history (cluster_id, valid_to, id, revision);

-- What was created between two times and is no longer as it was then.
CREATE INDEX resource_history_created_ix ON resource_history (cluster_id, record_updated)
  WHERE revision = 1;

-- Ends that are to be sent, oldest first.
CREATE INDEX resource_history_unsent_ix ON resource_history (cluster_id, valid_to)
  WHERE sent_at IS NULL AND ended <> 'changed';

-- A trigger, because only here the row that was is still at hand: whoever changes a resource, by
-- whatever statement, leaves what it was. A row with another id is another resource of the same key.
CREATE TRIGGER resource_tags_history_tr
AFTER UPDATE OF id, uid, metric_labels_id, labels_id, annotations_id ON resource_tags
WHEN NEW.id <> OLD.id
  OR NEW.uid IS NOT OLD.uid
  OR NEW.metric_labels_id IS NOT OLD.metric_labels_id
  OR NEW.labels_id IS NOT OLD.labels_id
  OR NEW.annotations_id IS NOT OLD.annotations_id
BEGIN
  SELECT RAISE(ABORT, 'a change of resource_tags must raise its revision by one')
  WHERE NEW.id = OLD.id AND NEW.revision <> OLD.revision + 1;
  INSERT INTO resource_history (
    cluster_id, id, type, namespace, name, uid, metric_labels_id, labels_id, annotations_id,
    record_created, record_updated, valid_to, ended, sent_at, revision, changed_by, ended_by)
  VALUES (
    OLD.cluster_id, OLD.id, OLD.type, OLD.namespace, OLD.name, OLD.uid, OLD.metric_labels_id,
    OLD.labels_id, OLD.annotations_id, OLD.record_created, OLD.record_updated, NEW.record_updated,
    CASE WHEN NEW.id <> OLD.id THEN 'replaced' ELSE 'changed' END, NULL, OLD.revision,
    OLD.changed_by, NEW.changed_by);
END;

DROP VIEW resource;

-- Resources as people want to see them, with the size of each part in bytes. Annotations that are
-- stored compressed are NULL here; annotation_bytes tells that they exist.
CREATE VIEW resource AS
SELECT
  r.cluster_id,
  r.id,
  r.type,
  r.namespace,
  r.name,
  r.uid,
  m.labels                        AS metric_labels,
  l.labels                        AS labels,
  CASE WHEN hex(substr(a.content, 1, 1)) = '7B' THEN CAST(a.content AS TEXT) END AS annotations,
  r.record_created,
  r.record_updated,
  r.changed_by,
  r.sent_at,
  r.revision,
  octet_length(m.labels)          AS metric_label_bytes,
  octet_length(l.labels)          AS label_bytes,
  a.bytes                         AS annotation_bytes,
  octet_length(a.content)         AS annotation_stored_bytes
FROM resource_tags r
LEFT JOIN label_set m ON m.cluster_id = r.cluster_id AND m.id = r.metric_labels_id
LEFT JOIN label_set l ON l.cluster_id = r.cluster_id AND l.id = r.labels_id
LEFT JOIN annotation_set a ON a.cluster_id = r.cluster_id AND a.id = r.annotations_id;

-- What the planner should believe of a cluster: rows, then rows for each value of the first column,
-- of the first two, and so on (https://sqlite.org/fileformat2.html#stat1tab). Without it, it takes
-- cluster_id = ? for selective and reads a whole cluster in order where an index leads to ten rows.
-- These are round numbers of a large cluster; ANALYZE replaces them by those of the file.
ANALYZE sqlite_schema;

DELETE FROM sqlite_stat1;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('label_set', 'label_set', '10000 10000 1'),
  ('label_set', 'sqlite_autoindex_label_set_2', '10000 10000 1'),
  ('label_pair', 'label_pair', '20000 20000 1'),
  ('label_pair', 'sqlite_autoindex_label_pair_2', '20000 20000 100 1'),
  ('label_entry', 'label_entry', '80000 80000 4 1'),
  ('annotation_set', 'sqlite_autoindex_annotation_set_1', '100000 100000 1'),
  ('annotation_set', 'sqlite_autoindex_annotation_set_2', '100000 100000 1'),
  ('resource_tags', 'sqlite_autoindex_resource_tags_1', '200000 200000 1'),
  ('resource_tags', 'sqlite_autoindex_resource_tags_2', '200000 200000 5000 100 1'),
  ('resource_tags', 'resource_tags_labels_ix', '200000 200000 20'),
  ('resource_tags', 'resource_tags_metric_labels_ix', '200000 200000 20'),
  ('resource_tags', 'resource_tags_updated_ix', '200000 200000 10'),
  ('resource_tags', 'resource_tags_unsent_ix', '1000 1000 10'),
  ('resource_history', 'sqlite_autoindex_resource_history_1', '1000000 1000000 5 1'),
  ('resource_history', 'resource_history_key_ix', '1000000 1000000 25000 500 10 1'),
  ('resource_history', 'resource_history_labels_ix', '1000000 1000000 100 2'),
  ('resource_history', 'resource_history_metric_labels_ix', '1000000 1000000 100 2'),
  ('resource_history', 'resource_history_ended_ix', '1000000 1000000 10 2 1'),
  ('resource_history', 'resource_history_created_ix', '200000 200000 10'),
  ('resource_history', 'resource_history_unsent_ix', '1000 1000 10');
ANALYZE sqlite_schema;
