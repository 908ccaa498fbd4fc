package org.pushj.jpa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages point one way. push-core checks the length of the files. */
class RoomsTest {
  private static final String ROOT = "org.pushj.jpa";
  private static final String SQL = ROOT + ".sql";
  private static final String CLAIMS = ROOT + ".claims";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName)).containsOnly(ROOT, SQL, CLAIMS);
  }

  @Test
  void rooms_useWhatTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer(SQL)
        .definedBy(SQL)
        .layer(CLAIMS)
        .definedBy(CLAIMS)
        .layer(ROOT)
        .definedBy(ROOT)
        .whereLayer(SQL)
        .mayNotAccessAnyLayer()
        .whereLayer(CLAIMS)
        .mayOnlyAccessLayers(SQL)
        .check(MAIN);
  }

  @Test
  void sql_knowsNoSubscription() {
    noClasses()
        .that()
        .resideInAPackage(SQL)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.pushj.spi..")
        .check(MAIN);
  }
}
