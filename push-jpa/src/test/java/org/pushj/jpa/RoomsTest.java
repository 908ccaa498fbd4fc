package org.pushj.jpa;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages point one way. */
class RoomsTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String SQL = "org.pushj.jpa.sql";
  private static final String CLAIMS = "org.pushj.jpa.claims";

  /** A file of 300 lines is a question already; see CONTRIBUTING.md. */
  private static final int MAX_LINES = 400;

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.pushj.jpa");

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName))
        .containsOnly("org.pushj.jpa", SQL, CLAIMS);
  }

  @Test
  void sql_knowsNoOtherRoom_andNoSubscription() {
    noClasses()
        .that()
        .resideInAPackage(SQL)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.pushj.jpa..", "org.pushj.spi..")
                .and(DescribedPredicate.not(resideInAnyPackage(SQL))))
        .check(MAIN);
  }

  @Test
  void claims_knowSqlAlone() {
    noClasses()
        .that()
        .resideInAPackage(CLAIMS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.pushj.jpa..")
                .and(DescribedPredicate.not(resideInAnyPackage(SQL, CLAIMS))))
        .check(MAIN);
  }

  @Test
  void files_haveAtMost400Lines() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(Files::isRegularFile).collect(Collectors.toList());
      assertThat(sources).hasSizeGreaterThan(10);
      assertThat(sources).allSatisfy(RoomsTest::assertShort);
    }
  }

  private static void assertShort(Path source) throws IOException {
    try (Stream<String> lines = Files.lines(source)) {
      assertThat(lines.count()).as(source.toString()).isLessThanOrEqualTo(MAX_LINES);
    }
  }
}
