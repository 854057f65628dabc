// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.sqlite;

import static io.agentstorage.codegen.Tables.CLUSTER;
import static io.agentstorage.codegen.Tables.LABEL_SET;
import static io.agentstorage.codegen.Tables.RESOURCE_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agentstorage.codegen.types.Digest;
import io.agentstorage.codegen.types.LabelSetId;
import io.agentstorage.core.error.ConstraintViolationException;
import io.agentstorage.core.error.DuplicateKeyException;
import io.agentstorage.core.error.StorageException;
import io.agentstorage.core.model.ClusterId;
import io.agentstorage.core.model.ResourceId;
import io.agentstorage.core.model.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jooq.DSLContext;
import org.jooq.InsertSetMoreStep;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a statement that SQLite refuses. */
class RefusedStatementTest {
  /** In every statement here, and never in a message. */
  private static final String SECRET = "s3cr3t-value";

  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = SqliteDatabase.inMemory();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSecondRowWithAUniqueKeyIsADuplicateKey() {
    database.write(tx -> node(tx, SECRET).execute());

    StorageException refused =
        refused(DuplicateKeyException.class, tx -> node(tx, SECRET).execute());
    assertThat(refused)
        .hasMessageContaining("insert resource_tags")
        .hasMessageContaining("UNIQUE constraint failed")
        .hasMessageContaining("resource_tags.name");
    assertThat(refused.statement().resultCode()).isEqualTo(2067);
  }

  @Test
  void aSecondRowWithAPrimaryKeyIsADuplicateKey() {
    StorageException refused =
        refused(
            DuplicateKeyException.class,
            tx ->
                tx.insertInto(CLUSTER)
                    .set(CLUSTER.ID, ClusterId.LOCAL)
                    .set(CLUSTER.NAME, SECRET)
                    .execute());
    assertThat(refused).hasMessageContaining("insert cluster").hasMessageContaining("cluster.id");
    assertThat(refused.statement().resultCode()).isEqualTo(1555);
  }

  @Test
  void aMissingValueIsAViolationOfItsColumn() {
    StorageException refused =
        refused(
            ConstraintViolationException.class,
            tx -> node(tx, SECRET).setNull(RESOURCE_TAGS.REVISION).execute());
    assertThat(refused).hasMessageContaining("NOT NULL constraint failed: resource_tags.revision");
    assertThat(refused.statement().resultCode()).isEqualTo(1299);
  }

  @Test
  void aFailedCheckIsNamed() {
    StorageException refused =
        refused(
            ConstraintViolationException.class,
            tx -> node(tx, SECRET).set(RESOURCE_TAGS.REVISION, 0L).execute());
    assertThat(refused).hasMessageContaining("resource_tags_revision_ck");
    assertThat(refused.statement().resultCode()).isEqualTo(275);
  }

  @Test
  void aReferenceToNothingIsAViolationOfItsTable() {
    StorageException refused =
        refused(
            ConstraintViolationException.class,
            tx -> node(tx, SECRET).set(RESOURCE_TAGS.LABELS_ID, new LabelSetId(77)).execute());
    // SQLite does not say which key.
    assertThat(refused)
        .hasMessageContaining("insert resource_tags")
        .hasMessageContaining("FOREIGN KEY constraint failed");
    assertThat(refused.statement().resultCode()).isEqualTo(787);
  }

  @Test
  void aValueOfAnotherTypeIsAViolationOfItsColumn() {
    StorageException refused =
        refused(
            ConstraintViolationException.class,
            tx -> tx.execute("UPDATE resource_tags SET revision = ?", SECRET));
    assertThat(refused)
        .hasMessageContaining("cannot store TEXT value in INTEGER column resource_tags.revision");
    assertThat(refused.statement().resultCode()).isEqualTo(3091);
  }

  @Test
  void aBadDigestIsNamedWithoutTheLabels() {
    StorageException refused =
        refused(
            ConstraintViolationException.class,
            tx ->
                tx.insertInto(LABEL_SET)
                    .set(LABEL_SET.CLUSTER_ID, ClusterId.LOCAL)
                    .set(LABEL_SET.ID, new LabelSetId(1))
                    .set(LABEL_SET.DIGEST, Digest.of(Raw.text(SECRET)))
                    .set(LABEL_SET.LABELS, DSL.val(SECRET).coerce(LABEL_SET.LABELS))
                    .execute());
    assertThat(refused).hasMessageContaining("label_set_labels_ck");
  }

  @Test
  void aTableThatIsNotThereIsAFailureToo() {
    StorageException refused =
        refused(
            StorageException.class, tx -> tx.execute("DELETE FROM missing WHERE a = ?", SECRET));
    assertThat(refused).hasMessageContaining("no such table: missing");
  }

  private StorageException refused(
      Class<? extends StorageException> type, ToIntFunction<DSLContext> work) {
    Map<String, Integer> before = contents();
    StorageException refused =
        catchThrowableOfType(
            type,
            () ->
                database.write(
                    tx -> {
                      node(tx, "goes-with-it").execute();
                      return work.applyAsInt(tx);
                    }));
    assertThat(refused).isNotNull();
    for (Throwable at = refused; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(SECRET);
    }
    assertThat(refused.statement().sql()).isNotNull().contains("?").doesNotContain(SECRET);
    assertThat(refused.retryable()).isFalse();
    assertThat(contents()).as("nothing of the transaction is stored").isEqualTo(before);
    return refused;
  }

  private Map<String, Integer> contents() {
    return Map.of(
        "cluster", database.dsl().fetchCount(CLUSTER),
        "resource_tags", database.dsl().fetchCount(RESOURCE_TAGS));
  }

  private static InsertSetMoreStep<?> node(DSLContext tx, String name) {
    return tx.insertInto(RESOURCE_TAGS)
        .set(RESOURCE_TAGS.CLUSTER_ID, ClusterId.LOCAL)
        .set(RESOURCE_TAGS.ID, new ResourceId(UUID.randomUUID()))
        .set(RESOURCE_TAGS.TYPE, ResourceType.NODE)
        .set(RESOURCE_TAGS.NAMESPACE, "")
        .set(RESOURCE_TAGS.NAME, name)
        .set(RESOURCE_TAGS.RECORD_CREATED, Instant.EPOCH)
        .set(RESOURCE_TAGS.RECORD_UPDATED, Instant.EPOCH)
        .set(RESOURCE_TAGS.REVISION, 1L);
  }
}
