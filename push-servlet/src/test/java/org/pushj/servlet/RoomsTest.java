package org.pushj.servlet;

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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies between the packages point one way. */
class RoomsTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String ROOT = "org.pushj.servlet";

  /** A file of 300 lines is a question already; see CONTRIBUTING.md. */
  private static final int MAX_LINES = 400;

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName))
        .containsOnly(
            ROOT, ROOT + ".admin", ROOT + ".configuration", ROOT + ".links", ROOT + ".values");
  }

  /** The second column has the other rooms that each may use, separated by spaces. */
  @ParameterizedTest
  @CsvSource({
    "org.pushj.servlet.links, ''",
    "org.pushj.servlet.values, ''",
    "org.pushj.servlet.configuration, org.pushj.servlet.values",
    "org.pushj.servlet.admin, org.pushj.servlet org.pushj.servlet.values",
  })
  void room_usesWhatItMay(String room, String others) {
    Set<String> used = Set.of((room + " " + others).trim().split(" "));

    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ROOT + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(used.toArray(String[]::new)))))
        .check(MAIN);
  }

  /** The page is a servlet of its own: the callback endpoint and the filter do not know it. */
  @Test
  void admin_isUsedByNoOther() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".admin")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".admin")
        .check(MAIN);
  }

  @Test
  void files_haveAtMost400Lines() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(Files::isRegularFile).toList();
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
