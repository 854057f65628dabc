// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.testkit;

import static io.agentstorage.codegen.Tables.OPERATIONAL_STATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.agentstorage.core.Database;
import io.agentstorage.core.error.StateValueException;
import io.agentstorage.core.model.StateEntry;
import io.agentstorage.core.store.StateStore;
import io.agentstorage.repo.StateRepository;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which values a state store keeps, and what it says of those that it cannot, on every database. */
public abstract class StateValueSuite {
  private static final String SECRET = "s3cret";

  private Database database;
  private StateStore store;

  /** For subclasses. */
  protected StateValueSuite() {}

  /**
   * Opens a fresh, empty database.
   *
   * @return the database; the suite closes it
   */
  protected abstract Database openDatabase();

  @BeforeEach
  void open() {
    database = openDatabase();
    store = new StateRepository(database, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private record Limits(double cpu, @Nullable Long bytes) {}

  private record Plan(
      String name,
      Instant from,
      Duration every,
      LocalDate day,
      OffsetDateTime local,
      UUID id,
      BigInteger large,
      BigDecimal exact,
      List<Limits> limits,
      Map<String, List<Integer>> counts,
      @Nullable Plan before) {}

  private static Plan plan(@Nullable Plan before) {
    return new Plan(
        "Gr\u00f6\u00dfe \ud83d\ude00 \u0000\"\\ \u2028",
        Instant.parse("2026-02-03T04:05:06.789012345Z"),
        Duration.parse("PT36H0.000000001S"),
        LocalDate.of(2026, 2, 3),
        OffsetDateTime.parse("2026-02-03T04:05:06+05:30"),
        UUID.fromString("0190a3b4-0000-7000-8000-000000000001"),
        new BigInteger("12345678901234567890"),
        new BigDecimal("0.10000000000000000000000000000000000010"),
        List.of(new Limits(0.1, null), new Limits(Double.MIN_VALUE, Long.MAX_VALUE)),
        Map.of("b", List.of(1, 2), "a", List.of(), "", List.of(Integer.MIN_VALUE)),
        before);
  }

  @Test
  void nestedRecordsAreReadAsTheyWereWritten() {
    Plan plan = plan(plan(null));

    store.put("plans", "p", plan);

    assertThat(store.get("plans", "p", Plan.class).orElseThrow().value()).isEqualTo(plan);
    assertThat(store.get("plans", "p", JsonNode.class).orElseThrow().required().at("/from"))
        .as("times are text that people can read")
        .hasToString("\"2026-02-03T04:05:06.789012345Z\"");
  }

  @Test
  void anyJsonIsReadAsItWasWritten() throws JsonProcessingException {
    List<String> values =
        List.of(
            "null",
            "true",
            "0",
            "-12345678901234567890",
            "0.30000000000000000000000000001",
            "1.10",
            "1E+400",
            "\"\"",
            "\"\\u0000 \ud83d\ude00\"",
            "[]",
            "{}",
            "[1,[2,[3.0]],{\"a\":null,\"b\":\"\u00e9\"}]");
    for (String json : values) {
      JsonNode value = StateRepository.defaultMapper().readTree(json);

      store.put("a", "k", value);

      assertThat(store.get("a", "k", JsonNode.class).orElseThrow().value())
          .isEqualTo(value)
          .hasToString(json);
      assertThat(stored()).isEqualTo(json);
    }
  }

  private @Nullable String stored() {
    return database
        .dsl()
        .select(OPERATIONAL_STATE.VALUE)
        .from(OPERATIONAL_STATE)
        .fetchSingle(OPERATIONAL_STATE.VALUE);
  }

  @Test
  void typesWithParametersAreReadAsTheyWereWritten() {
    Map<String, Instant> seen = Map.of("eu", Instant.EPOCH, "us", Instant.MAX);

    store.put("a", "k", seen);

    assertThat(store.get("a", "k", new TypeReference<Map<String, Instant>>() {}))
        .map(StateEntry::value)
        .contains(seen);
  }

  @Test
  void numbersThatAreNoneAreKept() {
    List<Limits> limits =
        List.of(new Limits(Double.NaN, null), new Limits(Double.NEGATIVE_INFINITY, 1L));

    store.put("a", "k", limits);

    assertThat(store.get("a", "k", new TypeReference<List<Limits>>() {}))
        .map(StateEntry::value)
        .contains(limits);
  }

  @Test
  void halfACharacterIsKept() {
    for (String half : List.of("\ud83d", "\ud83dx", "x\ude00", "\ud83d\ud83d\ude00")) {
      store.put("a", "k", half);

      assertThat(store.get("a", "k", String.class).orElseThrow().value()).isEqualTo(half);
    }
  }

  @Test
  void longNumbersAndNamesCanBeReadAgain() {
    Map<String, BigInteger> value =
        Map.of("n".repeat(100_000), BigInteger.TEN.pow(5_000).add(BigInteger.ONE));

    store.put("a", "k", value);

    assertThat(store.get("a", "k", new TypeReference<Map<String, BigInteger>>() {}))
        .map(StateEntry::value)
        .contains(value);
  }

  @Test
  void aValueMayHaveAMebibyteAndNotAByteMore() {
    String largest = "x".repeat(StateStore.MAX_VALUE_BYTES - 2); // and its quotes
    store.put("a", "k", largest);
    assertThat(store.get("a", "k", String.class).orElseThrow().value()).isEqualTo(largest);

    assertThat(refused(() -> store.put("a", "k", largest + "x")))
        .hasMessageContaining("1048576 bytes");
    assertThat(refused(() -> store.put("a", "k", "\u00e9".repeat(StateStore.MAX_VALUE_BYTES / 2))))
        .hasMessageContaining("1048576 bytes");
    assertThat(refused(() -> store.compareAndSet("a", "k", 1, List.of(largest, largest))))
        .hasMessageContaining("1048576 bytes");
    assertThat(store.get("a", "k", String.class).orElseThrow().version()).isEqualTo(1);
  }

  private static StateValueException refused(Runnable use) {
    StateValueException e = catchThrowableOfType(StateValueException.class, use::run);
    assertThat(e).hasMessageContaining("a/k");
    if (!e.path().equals("$")) {
      assertThat(e).hasMessageContaining(e.path());
    }
    assertThat(e.component()).isEqualTo("a");
    assertThat(e.key()).isEqualTo("k");
    for (Throwable each = e; each != null; each = each.getCause()) {
      assertThat(each.getMessage()).doesNotContain(SECRET);
    }
    return e;
  }

  private StateValueException misread(Object value, TypeReference<?> type) {
    store.put("a", "k", value);
    return refused(() -> store.get("a", "k", type));
  }

  @Test
  void whatDoesNotFitTheTypeIsNamedByItsPathAndNotQuoted() {
    Map<String, ?> value =
        Map.of("limits", List.of(Map.of("cpu", 1, "bytes", 2), Map.of("cpu", 1, "bytes", SECRET)));

    StateValueException e = misread(value, new TypeReference<Map<String, List<Limits>>>() {});

    assertThat(e.path()).isEqualTo("$.limits[1].bytes");
    assertThat(e).hasMessageContaining("java.lang.Long").hasMessageContaining("JsonNode");
  }

  @Test
  void nothingIsGuessedRoundedOrLeftOut() {
    TypeReference<Limits> limits = new TypeReference<>() {};
    assertThat(misread(Map.of("cpu", "1"), limits).path()).isEqualTo("$.cpu");
    assertThat(misread(Map.of("bytes", 1.5), limits).path()).isEqualTo("$.bytes");
    assertThat(misread(Map.of("bytes", new BigInteger("12345678901234567890")), limits).path())
        .isEqualTo("$.bytes");
    assertThat(misread(Map.of("bytes", true), limits).path()).isEqualTo("$.bytes");
    assertThat(misread(new Limits[] {}, limits).path()).isEqualTo("$");
    assertThat(misread(SECRET, new TypeReference<Instant>() {}).path()).isEqualTo("$");
    assertThat(misread(Map.of("odd 'name'", SECRET), new TypeReference<Map<String, Integer>>() {}))
        .extracting(StateValueException::path)
        .isEqualTo("$['odd \\'name\\'']");

    store.put("a", "k", null);
    assertThat(refused(() -> store.get("a", "k", int.class)).path()).isEqualTo("$");
  }

  @Test
  void aFieldThatATypeDoesNotHaveIsNamed() {
    StateValueException e =
        misread(Map.of("cpu", 1, "cups", SECRET), new TypeReference<Limits>() {});

    assertThat(e.path()).isEqualTo("$.cups");
    assertThat(e).hasMessageContaining("Limits");
  }

  @Test
  void aFieldThatIsMissingIsNullIfItCanBe() {
    store.put("a", "k", Map.of("cpu", 0.5));
    assertThat(store.get("a", "k", Limits.class).orElseThrow().value())
        .isEqualTo(new Limits(0.5, null));

    assertThat(misread(Map.of("bytes", 1), new TypeReference<Limits>() {}).path())
        .isEqualTo("$.cpu");
  }

  @Test
  void aTypeThatCannotBeReadIsNamed() {
    assertThat(misread(Map.of("x", 1), new TypeReference<Runnable>() {}))
        .hasMessageContaining("java.lang.Runnable");
  }

  private record Picky(int number) {
    Picky {
      if (number > 3) {
        throw new IllegalArgumentException("too large");
      }
    }
  }

  @Test
  void whatAConstructorRefusesIsNamedWithWhatItThrew() {
    store.put("a", "k", new Picky(3));
    assertThat(store.get("a", "k", Picky.class).orElseThrow().value()).isEqualTo(new Picky(3));

    StateValueException e =
        misread(List.of(Map.of("number", 4)), new TypeReference<List<Picky>>() {});

    assertThat(e.path()).isEqualTo("$[0]");
    assertThat(e).hasMessageContaining("Picky").hasRootCauseMessage("too large");
  }

  record Broken(String other) {
    @Override
    public String other() {
      if (other.equals(SECRET)) {
        throw new IllegalStateException("broken accessor");
      }
      return other;
    }
  }

  @Test
  void whatCannotBeWrittenIsNamedByItsPathAndNothingIsWritten() {
    StateValueException getter =
        refused(() -> store.put("a", "k", Map.of("list", List.of(new Broken(SECRET)))));
    assertThat(getter.path()).isEqualTo("$.list[0].other");
    assertThat(getter).hasMessageContaining("IllegalStateException");

    StateValueException type = refused(() -> store.put("a", "k", Map.of("o", new Object())));
    assertThat(type.path()).isEqualTo("$.o");
    assertThat(type).hasMessageContaining("java.lang.Object");

    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    refused(() -> store.put("a", "k", cycle));
    refused(() -> store.compareAndSet("a", "k", 0, Map.of("half a character \ud83d", 1)));

    assertThat(store.listAll(JsonNode.class)).isEmpty();
  }

  @Test
  void whatIsNestedDeepIsKeptOrRefusedButNeverUnreadable() {
    List<Integer> kept = new ArrayList<>();
    for (int depth : List.of(100, 499, 500, 501, 999, 1_000, 1_001, 5_000)) {
      Object value = List.of();
      for (int i = 1; i < depth; i++) {
        value = List.of(value);
      }
      Object nested = value;
      try {
        store.put("a", "k", nested);
      } catch (StateValueException e) {
        continue;
      }
      assertThat(Objects.toString(stored())).hasSize(2 * depth);
      assertThat(store.get("a", "k", JsonNode.class)).isPresent();
      kept.add(depth);
    }
    assertThat(kept).contains(100, 499).doesNotContain(5_000);
  }

  @Test
  void aBadEntryOfAListFailsWhenItIsReached() {
    store.put("a", "good", 1);
    store.put("a", "k", SECRET);
    List<Optional<Integer>> read = new ArrayList<>();

    assertThat(
            refused(
                () -> {
                  try (var entries = store.list("a", Integer.class)) {
                    entries.forEach(entry -> read.add(Optional.ofNullable(entry.value())));
                  }
                }))
        .hasMessageContaining("Integer");
    assertThat(read).containsExactly(Optional.of(1));
  }
}
