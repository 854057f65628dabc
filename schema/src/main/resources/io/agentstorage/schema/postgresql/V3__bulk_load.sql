-- How far bulk loads are that can be resumed. ../sqlite says more of what the table means.
CREATE TABLE bulk_load (
  cluster_id INTEGER NOT NULL,
  name       TEXT COLLATE "C" NOT NULL,
  inserted   BIGINT  NOT NULL,
  updated    BIGINT  NOT NULL,
  unchanged  BIGINT  NOT NULL,
  rejected   BIGINT  NOT NULL,
  saved_at   BIGINT  NOT NULL,
  CONSTRAINT bulk_load_pk PRIMARY KEY (cluster_id, name),
  CONSTRAINT bulk_load_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT bulk_load_name_ck CHECK (name <> ''),
  CONSTRAINT bulk_load_counts_ck CHECK (
    inserted >= 0 AND updated >= 0 AND unchanged >= 0 AND rejected >= 0)
);

GRANT SELECT ON bulk_load TO agent_reader, agent_writer, agent_admin;
GRANT INSERT, UPDATE, DELETE ON bulk_load TO agent_writer, agent_admin;

ALTER TABLE bulk_load ENABLE ROW LEVEL SECURITY;

CREATE POLICY bulk_load_own_clusters ON bulk_load TO agent_reader, agent_writer
  USING (
    cluster_id = ANY (
      ARRAY(SELECT a.cluster_id FROM cluster_access a WHERE a.role_name = current_user))
    OR (SELECT count(*) FROM cluster_access a
        WHERE a.role_name = current_user AND a.cluster_id IS NULL) > 0);
CREATE POLICY bulk_load_admin ON bulk_load TO agent_admin USING (true);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('bulk_load', 'cluster_id', colocate_with => 'label_set');
  END IF;
END $$;
