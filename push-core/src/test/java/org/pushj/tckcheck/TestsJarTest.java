package org.pushj.tckcheck;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tests jar and the samples of its guide use push-core's API and JUnit Jupiter only. A tests
 * jar cannot declare dependencies, so users would have to find out about any other library.
 */
class TestsJarTest {
  private static final String[] KIT = {"org.pushj.tck", "org.pushj.testing"};
  private static final Stream<String> LIBRARIES =
      Stream.of(
          "java..",
          "javax.crypto..",
          "com.sun.net.httpserver..",
          "org.jspecify.annotations..",
          "org.junit.jupiter.api..",
          "org.junit.jupiter.params..");

  @Test
  void kit_needsCoreAndJUnitOnly() throws IOException {
    JavaClasses classes =
        ArchConfiguration.withThreadLocalScope(
            archUnit -> {
              archUnit.setResolveMissingDependenciesFromClassPath(false); // names are enough
              return new ClassFileImporter().importPackages(KIT);
            });
    assertThat(classes).hasSizeGreaterThan(60);
    String[] usable =
        Stream.of(LIBRARIES, exported(), Stream.of(KIT))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(usable)
                .and(
                    DescribedPredicate.describe(
                        "are neither primitives nor arrays",
                        used -> !used.isPrimitive() && !used.isArray())))
        .check(classes);
  }

  /** Returns the packages of push-core that every module may use. */
  private static Stream<String> exported() throws IOException {
    Path descriptor = Path.of("target", "classes", "module-info.class");
    try (InputStream in = Files.newInputStream(descriptor)) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source);
    }
  }
}
