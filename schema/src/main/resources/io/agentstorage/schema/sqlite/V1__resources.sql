-- Metadata of the resources of a cluster.
--
-- Every time is milliseconds since 1970-01-01T00:00:00Z. Every constraint has a name, because
-- generated code and error messages speak of it. cluster_id is in every key: the same generated
-- classes serve a fleet on PostgreSQL.
--
-- The database is created with auto_vacuum=INCREMENTAL before this script runs: it cannot be
-- changed once a table exists.

CREATE TABLE cluster (
  id               INTEGER NOT NULL,
  name             TEXT    NOT NULL,
  cloud_account_id TEXT,
  CONSTRAINT cluster_pk PRIMARY KEY (id),
  CONSTRAINT cluster_name_uq UNIQUE (name),
  CONSTRAINT cluster_name_ck CHECK (name <> '')
) STRICT;

-- An embedded store has this one.
INSERT INTO cluster (id, name) VALUES (1, 'local');

-- Each distinct set of labels, once. Pods of one workload share theirs.
-- digest is the first 16 bytes of the SHA-256 of labels, which is a JSON object with its keys in
-- order and no blanks, so that equal sets have equal text.
CREATE TABLE label_set (
  cluster_id INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  digest     BLOB    NOT NULL,
  labels     TEXT    NOT NULL,
  CONSTRAINT label_set_pk PRIMARY KEY (cluster_id, id),
  CONSTRAINT label_set_digest_uq UNIQUE (cluster_id, digest),
  CONSTRAINT label_set_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT label_set_digest_ck CHECK (length(digest) = 16),
  CONSTRAINT label_set_labels_ck CHECK (json_valid(labels) AND substr(labels, 1, 1) = '{')
) STRICT, WITHOUT ROWID;

-- Each distinct key=value, once: selectors start here.
CREATE TABLE label_pair (
  cluster_id  INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  label_key   TEXT    NOT NULL,
  label_value TEXT    NOT NULL,
  CONSTRAINT label_pair_pk PRIMARY KEY (cluster_id, id),
  CONSTRAINT label_pair_key_value_uq UNIQUE (cluster_id, label_key, label_value),
  CONSTRAINT label_pair_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id)
) STRICT, WITHOUT ROWID;

-- Which pairs are in which sets.
CREATE TABLE label_entry (
  cluster_id    INTEGER NOT NULL,
  label_pair_id INTEGER NOT NULL,
  label_set_id  INTEGER NOT NULL,
  CONSTRAINT label_entry_pk PRIMARY KEY (cluster_id, label_pair_id, label_set_id),
  CONSTRAINT label_entry_pair_fk FOREIGN KEY (cluster_id, label_pair_id)
    REFERENCES label_pair (cluster_id, id),
  CONSTRAINT label_entry_set_fk FOREIGN KEY (cluster_id, label_set_id)
    REFERENCES label_set (cluster_id, id)
) STRICT, WITHOUT ROWID;

-- Each distinct set of annotations, once. content is a JSON object like label_set.labels, in UTF-8;
-- a large one is compressed (zlib, RFC 1950), which its first byte tells: 0x7B or 0x78.
-- bytes is the size of the JSON text.
CREATE TABLE annotation_set (
  cluster_id INTEGER NOT NULL,
  id         INTEGER NOT NULL,
  digest     BLOB    NOT NULL,
  bytes      INTEGER NOT NULL,
  content    BLOB    NOT NULL,
  CONSTRAINT annotation_set_pk PRIMARY KEY (cluster_id, id),
  CONSTRAINT annotation_set_digest_uq UNIQUE (cluster_id, digest),
  CONSTRAINT annotation_set_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT annotation_set_digest_ck CHECK (length(digest) = 16),
  CONSTRAINT annotation_set_content_ck CHECK (
    CASE hex(substr(content, 1, 1))
      WHEN '7B' THEN json_valid(CAST(content AS TEXT)) AND bytes = length(content)
      WHEN '78' THEN bytes > length(content)
      ELSE 0
    END)
) STRICT;

-- One row for each resource. id is a UUID of version 7 in its 16 bytes. A cluster-scoped resource
-- has the namespace '': NULLs would be distinct from each other in the unique key.
CREATE TABLE resource_tags (
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
  sent_at          INTEGER,
  revision         INTEGER NOT NULL,
  CONSTRAINT resource_tags_pk PRIMARY KEY (cluster_id, id),
  CONSTRAINT resource_tags_key_uq UNIQUE (cluster_id, type, namespace, name),
  CONSTRAINT resource_tags_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT resource_tags_metric_labels_fk FOREIGN KEY (cluster_id, metric_labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT resource_tags_labels_fk FOREIGN KEY (cluster_id, labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT resource_tags_annotations_fk FOREIGN KEY (cluster_id, annotations_id)
    REFERENCES annotation_set (cluster_id, id),
  CONSTRAINT resource_tags_id_ck CHECK (length(id) = 16),
  CONSTRAINT resource_tags_type_ck CHECK (type <> ''),
  CONSTRAINT resource_tags_name_ck CHECK (name <> ''),
  CONSTRAINT resource_tags_revision_ck CHECK (revision > 0)
) STRICT;

CREATE INDEX resource_tags_labels_ix ON resource_tags (cluster_id, labels_id);

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
