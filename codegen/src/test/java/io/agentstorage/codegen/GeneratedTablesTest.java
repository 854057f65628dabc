// SPDX-License-Identifier: Apache-2.0
package io.agentstorage.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Named;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.junit.jupiter.api.Test;

/**
 * A Java type that changes by accident breaks everybody's queries: names and types are compared with a file, so that a
 * change is seen in review. After an intended change: {@code ./mvnw test -pl codegen -am -Dgolden.write=true}.
 */
class GeneratedTablesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/tables.txt");

  @Test
  void namesAndTypesAreThoseOfTheGoldenFile() throws IOException {
    String generated =
        DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
            .sorted(Comparator.comparing(Named::getName))
            .map(GeneratedTablesTest::describe)
            .collect(Collectors.joining("\n"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(GOLDEN, generated);
    }

    assertThat(generated)
        .as("if the change is intended, run again with -Dgolden.write=true")
        .isEqualTo(Files.readString(GOLDEN));
  }

  private static String describe(Table<?> table) {
    StringBuilder text = new StringBuilder();
    text.append(table.getName()).append(" = ").append(table.getClass().getSimpleName());
    text.append(" of ").append(table.getRecordType().getSimpleName()).append('\n');
    for (Field<?> field : table.fields()) {
      text.append("  ").append(field.getName()).append(": ").append(field.getType().getTypeName());
      text.append(" <- ").append(field.getConverter().fromType().getSimpleName());
      text.append(field.getDataType().nullable() ? "" : " not null").append('\n');
    }
    for (UniqueKey<?> key : table.getKeys()) {
      text.append(key.isPrimary() ? "  primary key " : "  unique key ").append(key.getName());
      text.append(names(key.getFields())).append('\n');
    }
    for (ForeignKey<?, ?> key : table.getReferences()) {
      text.append("  foreign key ").append(key.getName()).append(names(key.getFields()));
      text.append(" -> ").append(key.getKey().getTable().getName());
      text.append(names(key.getKeyFields())).append('\n');
    }
    return text.toString();
  }

  private static String names(List<? extends Field<?>> fields) {
    return fields.stream().map(Named::getName).collect(Collectors.joining(", ", " (", ")"));
  }
}
