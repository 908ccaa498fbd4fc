package org.pushj.examples.hub;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages point one way. */
class RoomsTest {
  private static final String ROOT = "org.pushj.examples.hub";
  private static final String REQUESTS = ROOT + ".requests";
  private static final String CONTENT = ROOT + ".content";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName)).containsOnly(ROOT, REQUESTS, CONTENT);
  }

  @Test
  void rooms_useWhatTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer(ROOT)
        .definedBy(ROOT)
        .layer(REQUESTS)
        .definedBy(REQUESTS)
        .layer(CONTENT)
        .definedBy(CONTENT)
        .whereLayer(REQUESTS)
        .mayNotAccessAnyLayer()
        .whereLayer(CONTENT)
        .mayNotAccessAnyLayer()
        .check(MAIN);
  }
}
