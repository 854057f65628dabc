// SPDX-License-Identifier: Apache-2.0
package io.agentstorage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and who may do what. docs/architecture.md draws them. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.agentstorage");

  @Test
  void everyModuleIsLookedAt() {
    Set<String> modules =
        CLASSES.stream().map(ArchitectureTest::module).collect(Collectors.toSet());

    assertThat(modules)
        .containsExactlyInAnyOrder(
            "core",
            "formats",
            "codegen",
            "repo",
            "sqlite",
            "postgres",
            "disk",
            "parquet",
            "testkit",
            "cli");
  }

  @Test
  void modulesDependOnlyAlongTheArrows() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("io.agentstorage..")
        .layer("core")
        .definedBy("io.agentstorage.core..")
        .layer("formats")
        .definedBy("io.agentstorage.formats..")
        .layer("codegen")
        .definedBy("io.agentstorage.codegen..")
        .layer("repo")
        .definedBy("io.agentstorage.repo..")
        .layer("sqlite")
        .definedBy("io.agentstorage.sqlite..")
        .layer("postgres")
        .definedBy("io.agentstorage.postgres..")
        .layer("disk")
        .definedBy("io.agentstorage.disk..")
        .layer("parquet")
        .definedBy("io.agentstorage.parquet..")
        .layer("testkit")
        .definedBy("io.agentstorage.testkit..")
        .layer("cli")
        .definedBy("io.agentstorage.cli..")
        .whereLayer("core")
        .mayNotAccessAnyLayer()
        .whereLayer("formats")
        .mayOnlyAccessLayers("core")
        .whereLayer("codegen")
        .mayOnlyAccessLayers("core")
        .whereLayer("repo")
        .mayOnlyAccessLayers("codegen", "core")
        .whereLayer("sqlite")
        .mayOnlyAccessLayers("core")
        .whereLayer("postgres")
        .mayOnlyAccessLayers("core")
        .whereLayer("disk")
        .mayOnlyAccessLayers("core")
        .whereLayer("parquet")
        .mayOnlyAccessLayers("core")
        .whereLayer("testkit")
        .mayOnlyAccessLayers("core", "codegen", "repo")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(CLASSES);
  }

  @Test
  void whatIsInternalToAModuleIsUsedByNoOther() {
    noClasses().should().accessTargetWhere(crossesIntoInternal()).check(CLASSES);
  }

  @Test
  void queriesAreTypedAndPlainSqlIsInOnePlace() {
    noClasses()
        .that()
        // Generated tables pass on what their users give them.
        .resideOutsideOfPackages(
            "io.agentstorage.sqlite.internal..",
            "io.agentstorage.postgres.internal..",
            "io.agentstorage.codegen.tables")
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "takes SQL as text",
                access -> access.getTarget().isAnnotatedWith("org.jooq.PlainSQL")))
        .check(CLASSES);
  }

  @Test
  void onlyTheSqliteModuleItsFaultsAndTheCommandsVersionKnowTheDriver() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.agentstorage.sqlite..",
            "io.agentstorage.testkit.sqlite",
            "io.agentstorage.cli.internal")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.sqlite..")
        .check(CLASSES);
  }

  @Test
  void onlyTheTestKitsPostgresPackageStartsServers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.agentstorage.testkit.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.testcontainers..", "com.github.dockerjava..", "io.zonky..")
        .check(CLASSES);
  }

  @Test
  void onlyThePostgresModuleAndItsServersForTestsKnowTheDriver() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.agentstorage.postgres..", "io.agentstorage.testkit.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.postgresql..", "com.zaxxer..")
        .check(CLASSES);
  }

  @Test
  void onlyTheDiskModuleKnowsBrotli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.agentstorage.disk..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.aayushatharva..")
        .check(CLASSES);
  }

  @Test
  void onlyTheParquetModuleKnowsParquet() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.agentstorage.parquet..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.parquet..", "org.apache.hadoop..")
        .check(CLASSES);
  }

  @Test
  void onlyTheFormatsModuleKnowsProtobufAndItAndParquetSnappy() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.agentstorage.formats..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.protobuf..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.agentstorage.formats..", "io.agentstorage.parquet..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.xerial.snappy..")
        .check(CLASSES);
  }

  @Test
  void onlyTheStateStoreAndWhatShowsItKnowObjectMapping() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.agentstorage.repo..", "io.agentstorage.testkit", "io.agentstorage.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.datatype..")
        .check(CLASSES);
  }

  @Test
  void aLibraryNeverEndsTheProcessNorLogs() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.agentstorage.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> crossesIntoInternal() {
    return DescribedPredicate.describe(
        "reaches into what is internal to another module",
        access -> {
          JavaClass target = access.getTargetOwner();
          return target.getPackageName().startsWith("io.agentstorage.")
              && target.getPackageName().contains(".internal")
              && !module(target).equals(module(access.getOriginOwner()));
        });
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName() + ".";
    int start = "io.agentstorage.".length();
    return name.substring(start, name.indexOf('.', start));
  }
}
