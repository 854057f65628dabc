// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentstorage.benchmarks.input.LabelMix;
import io.agentstorage.benchmarks.input.LoadInput;
import io.agentstorage.benchmarks.load.tools.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison is only one if each contender has stored the same. */
class ContentTest {
  private static final int SIZE = 500;

  @TempDir private static Path shared;

  /** What the library stores, by mix and load. */
  private static final Map<LabelMix, Map<Phase, Stored>> EXPECTED = new EnumMap<>(LabelMix.class);

  @TempDir private Path folder;

  private record Stored(List<List<String>> resources, Map<String, Long> rows) {}

  @BeforeAll
  static void storeByTheLibrary() throws IOException, SQLException {
    Schema.OURS.create(shared.resolve("empty.db"));
    for (LabelMix mix : LabelMix.values()) {
      Path file = shared.resolve(mix + ".db");
      create(Schema.OURS, file);
      Map<Phase, Stored> stored = new EnumMap<>(Phase.class);
      for (Map.Entry<Phase, LoadInput> phase :
          LoadFork.phases(LoadInput.of(mix, SIZE), true).entrySet()) {
        load(Contender.of(Contender.LIBRARY), phase, file);
        stored.put(phase.getKey(), stored(file));
      }
      EXPECTED.put(mix, stored);
    }
  }

  private static Stored stored(Path file) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table :
        List.of("label_set", "label_pair", "label_entry", "annotation_set", "resource_history")) {
      rows.put(table, rows(file, table));
    }
    return new Stored(content(file, Schema.OURS), rows);
  }

  /** Migrations once: they take longer than all the rows. */
  private static void create(Schema schema, Path file) throws IOException, SQLException {
    if (schema == Schema.OURS) {
      Files.copy(shared.resolve("empty.db"), file);
    } else {
      schema.create(file);
    }
  }

  static Stream<Arguments> contenders() {
    return Contender.all().stream()
        .filter(Contender::stores)
        .filter(one -> !one.id().equals(Contender.LIBRARY) && !one.id().equals(Contender.C))
        .flatMap(one -> Stream.of(LabelMix.values()).map(mix -> Arguments.of(one.id(), mix)));
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void eachStoresWhatTheLibraryStores(String id, LabelMix mix) throws IOException, SQLException {
    Contender contender = Contender.of(id);
    Path file = folder.resolve("other.db");
    create(contender.schema(), file);

    for (Map.Entry<Phase, LoadInput> phase :
        LoadFork.phases(LoadInput.of(mix, SIZE), contender.again()).entrySet()) {
      load(contender, phase, file);

      Stored expected =
          Objects.requireNonNull(Objects.requireNonNull(EXPECTED.get(mix)).get(phase.getKey()));
      assertThat(content(file, contender.schema())).hasSize(SIZE).isEqualTo(expected.resources());
      if (contender.schema() == Schema.OURS) {
        assertThat(stored(file)).isEqualTo(expected);
      }
    }
  }

  static Stream<String> contendersWithUpsert() {
    return Contender.all().stream()
        .filter(Contender::again)
        .map(Contender::id)
        .filter(id -> !id.equals(Contender.C));
  }

  @ParameterizedTest
  @MethodSource("contendersWithUpsert")
  void whatIsThereUnchangedIsNotWrittenAgain(String id) throws IOException, SQLException {
    Contender contender = Contender.of(id);
    Path file = folder.resolve("other.db");
    create(contender.schema(), file);
    Map<Phase, LoadInput> phases = LoadFork.phases(LoadInput.of(LabelMix.SHARED, SIZE), true);
    load(contender, Map.entry(Phase.FIRST, phases.get(Phase.FIRST)), file);
    try (Connection connection = DataSources.of(file).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE resource_tags SET record_updated = 1");
    }

    load(contender, Map.entry(Phase.UNCHANGED, phases.get(Phase.UNCHANGED)), file);
    assertThat(rows(file, "resource_tags WHERE record_updated = 1")).isEqualTo(SIZE);

    load(contender, Map.entry(Phase.CHANGED, phases.get(Phase.CHANGED)), file);
    assertThat(rows(file, "resource_tags WHERE record_updated = 1")).isEqualTo(SIZE * 19 / 20);
  }

  @Test
  void theCProgramStoresWhatTheLibraryStores() throws IOException, SQLException {
    Path source = Path.of("src/main/c/peer_load.c").toAbsolutePath();
    NativeLoad program;
    try {
      program = NativeLoad.compile(source, "", folder.resolve("c"));
    } catch (IOException e) {
      assumeTrue(false, "no C compiler or no SQLite for it here: " + e.getMessage());
      return;
    }
    LoadInput input = LoadInput.of(LabelMix.DISTINCT, SIZE);
    program.make(input, folder);

    // Each load is checked against the input; a wrong row would throw.
    List<Measurement> measured = program.run(input, folder);

    assertThat(measured).extracting(Measurement::phase).containsExactly(Phase.values());
    program.forget();
    assertThat(folder.resolve("first.rows")).doesNotExist();
  }

  @Test
  void aFileThatLacksAResourceOrHasAnotherLabelFailsTheCheck() throws IOException, SQLException {
    LoadInput input = LoadInput.of(LabelMix.SHARED, SIZE);
    Contender contender = Contender.of(Contender.JDBC_CHUNKS);
    Path file = folder.resolve("wrong.db");
    create(contender.schema(), file);
    load(contender, Map.entry(Phase.FIRST, input), file);

    LoadCheck.check(file, Schema.PEER, input);
    assertThatThrownBy(() -> LoadCheck.check(file, Schema.PEER, input.withChanges()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("-rc.1");
    assertThatThrownBy(
            () -> LoadCheck.check(file, Schema.PEER, LoadInput.of(LabelMix.SHARED, SIZE + 1)))
        .hasMessageContaining("500 rows, should have 501");
  }

  @Test
  void anUnknownContenderIsNamedTogetherWithTheKnownOnes() {
    assertThatThrownBy(() -> Contender.of("jdbc"))
        .hasMessageContaining("no contender is called jdbc")
        .hasMessageContaining("jdbc-peer-chunks");
  }

  @Test
  void aRunLeavesNoDatabaseBehind() throws IOException, SQLException {
    LoadFork.run(
        Contender.of(Contender.LIBRARY),
        LoadInput.of(LabelMix.SHARED, SIZE),
        false,
        folder.resolve("library.db"));

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static void load(Contender contender, Map.Entry<Phase, LoadInput> phase, Path file)
      throws SQLException {
    WriteMode mode = phase.getKey().mode();
    try (Loading loading = contender.opener().open(file)) {
      loading.load(phase.getValue(), mode);
    }
  }

  private static long rows(Path file, String from) throws SQLException {
    try (Connection connection = DataSources.of(file).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      return row.getLong(1);
    }
  }

  private static List<List<String>> content(Path file, Schema schema) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection connection = DataSources.of(file).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT type, namespace, name, labels, annotations, metric_labels IS NULL, sent_at"
                    + " IS NULL FROM "
                    + (schema == Schema.OURS ? "resource" : "resource_tags")
                    + " ORDER BY type, namespace, name")) {
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= 7; column++) {
          values.add(row.getString(column));
        }
        rows.add(values);
      }
    }
    return rows;
  }
}
