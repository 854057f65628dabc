-- What resources were before, what is still to be sent, and who made a change. ../sqlite says more
-- of what the tables mean.

-- Who made the change that the row is the result of, where that is known.
ALTER TABLE resource_tags ADD COLUMN changed_by TEXT COLLATE "C";

-- What is to be sent, oldest first.
CREATE INDEX resource_tags_unsent_ix ON resource_tags (cluster_id, record_updated)
  WHERE sent_at IS NULL;

-- What has changed since some time.
CREATE INDEX resource_tags_updated_ix ON resource_tags (cluster_id, record_updated, id);

CREATE INDEX resource_tags_metric_labels_ix ON resource_tags (cluster_id, metric_labels_id)
  WHERE metric_labels_id IS NOT NULL;

-- Each row is a row of resource_tags as it was from record_updated (inclusive) to valid_to
-- (exclusive). What holds now is in resource_tags only.
CREATE TABLE resource_history (
  cluster_id       INTEGER NOT NULL,
  id               BYTEA   NOT NULL,
  type             TEXT COLLATE "C" NOT NULL,
  namespace        TEXT COLLATE "C" NOT NULL,
  name             TEXT COLLATE "C" NOT NULL,
  uid              TEXT COLLATE "C",
  metric_labels_id BIGINT,
  labels_id        BIGINT,
  annotations_id   BIGINT,
  record_created   BIGINT  NOT NULL,
  record_updated   BIGINT  NOT NULL,
  valid_to         BIGINT  NOT NULL,
  ended            TEXT COLLATE "C" NOT NULL,
  sent_at          BIGINT,
  revision         BIGINT  NOT NULL,
  changed_by       TEXT COLLATE "C",
  ended_by         TEXT COLLATE "C",
  CONSTRAINT resource_history_pk PRIMARY KEY (cluster_id, id, revision),
  CONSTRAINT resource_history_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT resource_history_metric_labels_fk FOREIGN KEY (cluster_id, metric_labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT resource_history_labels_fk FOREIGN KEY (cluster_id, labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT resource_history_annotations_fk FOREIGN KEY (cluster_id, annotations_id)
    REFERENCES annotation_set (cluster_id, id),
  CONSTRAINT resource_history_id_ck CHECK (octet_length(id) = 16),
  CONSTRAINT resource_history_revision_ck CHECK (revision > 0),
  CONSTRAINT resource_history_order_ck CHECK (valid_to >= record_updated),
  CONSTRAINT resource_history_ended_ck CHECK (ended IN ('changed', 'replaced', 'deleted'))
);

-- The lives of one resource, and what it was at some time.
CREATE INDEX resource_history_key_ix
  ON resource_history (cluster_id, type, namespace, name, valid_to);

-- Which resources had labels at some time.
CREATE INDEX resource_history_labels_ix ON resource_history (cluster_id, labels_id, valid_to);

CREATE INDEX resource_history_metric_labels_ix
  ON resource_history (cluster_id, metric_labels_id, valid_to)
  WHERE metric_labels_id IS NOT NULL;

CREATE INDEX resource_history_annotations_ix ON resource_history (cluster_id, annotations_id)
  WHERE annotations_id IS NOT NULL;

-- What changed or was deleted between two times, and what has ended long ago.
CREATE INDEX resource_history_ended_ix
  ON resource_history (cluster_id, valid_to, id, revision);

-- What was created between two times and is no longer as it was then.
CREATE INDEX resource_history_created_ix ON resource_history (cluster_id, record_updated)
  WHERE revision = 1;

-- Ends that are to be sent, oldest first.
CREATE INDEX resource_history_unsent_ix ON resource_history (cluster_id, valid_to)
  WHERE sent_at IS NULL AND ended <> 'changed';

-- Whoever changes a resource, by whatever statement, leaves what it was. A row with another id is
-- another resource of the same key.
CREATE FUNCTION resource_tags_history() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id = OLD.id AND NEW.revision <> OLD.revision + 1 THEN
    RAISE EXCEPTION 'a change of resource_tags must raise its revision by one'
      USING ERRCODE = 'check_violation', TABLE = 'resource_tags',
        CONSTRAINT = 'resource_tags_history_tr';
  END IF;
  INSERT INTO resource_history (
    cluster_id, id, type, namespace, name, uid, metric_labels_id, labels_id, annotations_id,
    record_created, record_updated, valid_to, ended, sent_at, revision, changed_by, ended_by)
  VALUES (
    OLD.cluster_id, OLD.id, OLD.type, OLD.namespace, OLD.name, OLD.uid, OLD.metric_labels_id,
    OLD.labels_id, OLD.annotations_id, OLD.record_created, OLD.record_updated, NEW.record_updated,
    CASE WHEN NEW.id <> OLD.id THEN 'replaced' ELSE 'changed' END, NULL, OLD.revision,
    OLD.changed_by, NEW.changed_by);
  RETURN NULL;
END $$;

-- Citus runs row triggers only where it is told that they stay on their shard, as this one does.
SELECT set_config('citus.enable_unsafe_triggers', 'on', true)
FROM pg_extension WHERE extname = 'citus';

CREATE TRIGGER resource_tags_history_tr
AFTER UPDATE OF id, uid, metric_labels_id, labels_id, annotations_id ON resource_tags
FOR EACH ROW
WHEN (NEW.id <> OLD.id
  OR NEW.uid IS DISTINCT FROM OLD.uid
  OR NEW.metric_labels_id IS DISTINCT FROM OLD.metric_labels_id
  OR NEW.labels_id IS DISTINCT FROM OLD.labels_id
  OR NEW.annotations_id IS DISTINCT FROM OLD.annotations_id)
EXECUTE FUNCTION resource_tags_history();

DROP VIEW resource;

-- Resources as people want to see them, with the size of each part in bytes. It shows to each role
-- what the tables show to it.
CREATE VIEW resource WITH (security_invoker = true) AS
SELECT
  r.cluster_id,
  r.id,
  r.type,
  r.namespace,
  r.name,
  r.uid,
  m.labels::jsonb                                     AS metric_labels,
  l.labels::jsonb                                     AS labels,
  convert_from(a.content, 'UTF8')::json               AS annotations,
  r.record_created,
  r.record_updated,
  r.changed_by,
  r.sent_at,
  r.revision,
  octet_length(m.labels)::BIGINT                      AS metric_label_bytes,
  octet_length(l.labels)::BIGINT                      AS label_bytes,
  a.bytes                                             AS annotation_bytes,
  pg_column_size(a.content)::BIGINT                   AS annotation_stored_bytes
FROM resource_tags r
LEFT JOIN label_set m ON m.cluster_id = r.cluster_id AND m.id = r.metric_labels_id
LEFT JOIN label_set l ON l.cluster_id = r.cluster_id AND l.id = r.labels_id
LEFT JOIN annotation_set a ON a.cluster_id = r.cluster_id AND a.id = r.annotations_id;

GRANT SELECT ON resource_history, resource TO agent_reader, agent_writer, agent_admin;
GRANT INSERT, UPDATE, DELETE ON resource_history TO agent_writer, agent_admin;

ALTER TABLE resource_history ENABLE ROW LEVEL SECURITY;

CREATE POLICY resource_history_own_clusters ON resource_history TO agent_reader, agent_writer
  USING (
    cluster_id = ANY (
      ARRAY(SELECT a.cluster_id FROM cluster_access a WHERE a.role_name = current_user))
    OR (SELECT count(*) FROM cluster_access a
        WHERE a.role_name = current_user AND a.cluster_id IS NULL) > 0);
CREATE POLICY resource_history_admin ON resource_history TO agent_admin USING (true);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('resource_history', 'cluster_id', colocate_with => 'label_set');
  END IF;
END $$;
