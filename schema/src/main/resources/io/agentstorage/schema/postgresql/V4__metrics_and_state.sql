-- Metric samples, and what components remember. ../sqlite says more of what the columns mean.

CREATE TABLE metric_series (
  cluster_id       INTEGER NOT NULL,
  id               BIGINT  NOT NULL,
  digest           BYTEA   NOT NULL,
  name             TEXT COLLATE "C" NOT NULL,
  node             TEXT COLLATE "C" NOT NULL,
  cluster_name     TEXT COLLATE "C" NOT NULL,
  cloud_account_id TEXT COLLATE "C" NOT NULL,
  labels_id        BIGINT  NOT NULL,
  CONSTRAINT metric_series_pk PRIMARY KEY (cluster_id, id),
  CONSTRAINT metric_series_digest_uq UNIQUE (cluster_id, digest),
  CONSTRAINT metric_series_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT metric_series_labels_fk FOREIGN KEY (cluster_id, labels_id)
    REFERENCES label_set (cluster_id, id),
  CONSTRAINT metric_series_digest_ck CHECK (octet_length(digest) = 16),
  CONSTRAINT metric_series_name_ck CHECK (name <> '')
);

CREATE INDEX metric_series_name_ix ON metric_series (cluster_id, name, node);

CREATE INDEX metric_series_labels_ix ON metric_series (cluster_id, labels_id);

-- A partition has the samples of one day (UTC) of all clusters: see metric_data_add_day.
CREATE TABLE metric_data (
  cluster_id INTEGER NOT NULL,
  period     BIGINT  NOT NULL,
  series_id  BIGINT  NOT NULL,
  sampled_at BIGINT  NOT NULL,
  delay      BIGINT  NOT NULL,
  value      DOUBLE PRECISION,
  value_text TEXT COLLATE "C",
  CONSTRAINT metric_data_pk PRIMARY KEY (cluster_id, period, series_id, sampled_at),
  CONSTRAINT metric_data_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT metric_data_period_ck CHECK (sampled_at - period * 300000 BETWEEN 0 AND 299999),
  CONSTRAINT metric_data_value_ck CHECK (value IS NOT NULL OR value_text IS NOT NULL)
) PARTITION BY RANGE (sampled_at);

-- Makes the partition of a day, given as days since 1970-01-01, unless it is there. A writer may call
-- it, though it may not create tables. The partition is attached, which does not stop other writers
-- and readers; it would be if it were created as one. The lock, which any insert takes, keeps the
-- partition until the caller has inserted.
--
-- Drops partitions of days before some day, those that have samples of other clusters than the given
-- one left out; NULL stands for all clusters, and only the owner and agent_admin may give it. Gives
-- how many samples are gone. It looks once more when nobody can write: what another cluster had not
-- committed before would be lost. Whoever comes meanwhile waits behind it, so it waits two seconds at
-- the most, and else drops nothing.
DO $outer$
BEGIN
  EXECUTE format($body$
    CREATE FUNCTION metric_data_add_day(wanted BIGINT) RETURNS VOID
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = %1$I, pg_temp AS $function$
    DECLARE
      partition TEXT := 'metric_data_' || CASE
        WHEN wanted BETWEEN 0 AND 2932896 THEN to_char(DATE '1970-01-01' + wanted::INT, 'YYYYMMDD')
        ELSE 'day_' || replace(wanted::TEXT, '-', 'minus_') END;
    BEGIN
      LOCK TABLE ONLY metric_data IN ROW EXCLUSIVE MODE;
      IF to_regclass(%1$L || '.' || partition) IS NOT NULL THEN
        RETURN;
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended('metric_data_add_day', 0));
      IF to_regclass(%1$L || '.' || partition) IS NOT NULL THEN
        RETURN;
      END IF;
      EXECUTE format('CREATE TABLE %%I (LIKE metric_data INCLUDING ALL)', partition);
      EXECUTE format('ALTER TABLE metric_data ATTACH PARTITION %%I FOR VALUES FROM (%%s) TO (%%s)',
        partition, greatest(wanted::NUMERIC * 86400000, -9223372036854775808),
        least((wanted::NUMERIC + 1) * 86400000, 9223372036854775807));
    END $function$
  $body$, current_schema());
  EXECUTE format($body$
    CREATE FUNCTION metric_data_drop_days(before_day BIGINT, only_cluster INTEGER) RETURNS BIGINT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = %1$I, pg_temp AS $function$
    DECLARE
      partition REGCLASS;
      samples BIGINT;
      dropped BIGINT := 0;
      others BOOLEAN;
      locked BOOLEAN := FALSE;
      patience TEXT := current_setting('lock_timeout');
    BEGIN
      IF current_setting('transaction_isolation') <> 'read committed' -- looking again shows nothing new
        OR NOT pg_try_advisory_xact_lock(hashtextextended('metric_data_drop_days', 0)) THEN
        RETURN 0;
      END IF;
      FOR partition IN
        SELECT i.inhrelid::REGCLASS
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'metric_data'::REGCLASS
          AND substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''?(-?[0-9]+)''?\)')::NUMERIC
            <= before_day::NUMERIC * 86400000
        ORDER BY c.relname
      LOOP
        IF only_cluster IS NOT NULL THEN
          EXECUTE format('SELECT EXISTS (SELECT FROM %%s WHERE cluster_id < $1)'
            ' OR EXISTS (SELECT FROM %%s WHERE cluster_id > $1)', partition, partition)
          INTO others USING only_cluster;
          CONTINUE WHEN others;
        END IF;
        IF NOT locked THEN
          PERFORM set_config('lock_timeout', '2s', TRUE);
          BEGIN
            LOCK TABLE ONLY metric_data IN ACCESS EXCLUSIVE MODE;
            locked := TRUE;
          EXCEPTION WHEN lock_not_available THEN
            NULL;
          END;
          PERFORM set_config('lock_timeout', patience, TRUE);
          EXIT WHEN NOT locked;
        END IF;
        IF only_cluster IS NOT NULL THEN
          EXECUTE format('SELECT EXISTS (SELECT FROM %%s WHERE cluster_id < $1)'
            ' OR EXISTS (SELECT FROM %%s WHERE cluster_id > $1)', partition, partition)
          INTO others USING only_cluster;
          CONTINUE WHEN others;
        END IF;
        EXECUTE format('SELECT count(*) FROM %%s', partition) INTO samples;
        EXECUTE format('DROP TABLE %%s', partition);
        dropped := dropped + samples;
      END LOOP;
      RETURN dropped;
    END $function$
  $body$, current_schema());
END $outer$;

CREATE VIEW metric_sample WITH (security_invoker = true) AS
SELECT
  d.cluster_id,
  d.period,
  d.series_id,
  s.name,
  s.node,
  s.cluster_name,
  s.cloud_account_id,
  l.labels::jsonb        AS labels,
  d.sampled_at,
  d.sampled_at + d.delay AS created_at,
  d.value,
  d.value_text
FROM metric_data d
JOIN metric_series s ON s.cluster_id = d.cluster_id AND s.id = d.series_id
JOIN label_set l ON l.cluster_id = s.cluster_id AND l.id = s.labels_id;

CREATE TABLE operational_state (
  cluster_id INTEGER NOT NULL,
  component  TEXT COLLATE "C" NOT NULL,
  state_key  TEXT COLLATE "C" NOT NULL,
  value      TEXT COLLATE "C" NOT NULL,
  version    BIGINT  NOT NULL,
  updated_at BIGINT  NOT NULL,
  CONSTRAINT operational_state_pk PRIMARY KEY (cluster_id, component, state_key),
  CONSTRAINT operational_state_cluster_fk FOREIGN KEY (cluster_id) REFERENCES cluster (id),
  CONSTRAINT operational_state_component_ck CHECK (component <> ''),
  CONSTRAINT operational_state_key_ck CHECK (state_key <> ''),
  CONSTRAINT operational_state_value_ck CHECK (value::json IS NOT NULL),
  CONSTRAINT operational_state_version_ck CHECK (version > 0)
);

CREATE INDEX operational_state_updated_ix ON operational_state (cluster_id, updated_at);

GRANT SELECT ON metric_series, metric_data, metric_sample, operational_state
  TO agent_reader, agent_writer, agent_admin;
GRANT INSERT, UPDATE, DELETE ON metric_series, metric_data, operational_state
  TO agent_writer, agent_admin;
REVOKE EXECUTE ON FUNCTION metric_data_add_day(BIGINT) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION metric_data_drop_days(BIGINT, INTEGER) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metric_data_add_day(BIGINT) TO agent_writer, agent_admin;
GRANT EXECUTE ON FUNCTION metric_data_drop_days(BIGINT, INTEGER) TO agent_admin;

-- The subqueries do not depend on the row, so that each statement runs them once.
DO $$
DECLARE
  rows_of TEXT;
BEGIN
  FOREACH rows_of IN ARRAY ARRAY['metric_series', 'metric_data', 'operational_state'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', rows_of);
    EXECUTE format(
      'CREATE POLICY %I ON %I TO agent_reader, agent_writer USING (cluster_id = '
      || 'ANY (ARRAY(SELECT a.cluster_id FROM cluster_access a WHERE a.role_name = current_user))'
      || ' OR (SELECT count(*) FROM cluster_access a'
      || ' WHERE a.role_name = current_user AND a.cluster_id IS NULL) > 0)',
      rows_of || '_own_clusters', rows_of);
    EXECUTE format(
      'CREATE POLICY %I ON %I TO agent_admin USING (true)', rows_of || '_admin', rows_of);
  END LOOP;
END $$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('metric_series', 'cluster_id', colocate_with => 'label_set');
    PERFORM create_distributed_table('metric_data', 'cluster_id', colocate_with => 'label_set');
    PERFORM create_distributed_table(
      'operational_state', 'cluster_id', colocate_with => 'label_set');
  END IF;
END $$;
