package org.pushj.servlet;

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
  private static final String ROOT = "org.pushj.servlet";
  private static final String LINKS = ROOT + ".links";
  private static final String VALUES = ROOT + ".values";
  private static final String CONFIGURATION = ROOT + ".configuration";
  private static final String ADMIN = ROOT + ".admin";
  private static final String HTML = ADMIN + ".html";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName))
        .containsOnly(ROOT, LINKS, VALUES, CONFIGURATION, ADMIN, HTML);
  }

  /**
   * The admin page is a servlet of its own: the callback endpoint and the filter do not know it.
   */
  @Test
  void rooms_useWhatTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer(LINKS)
        .definedBy(LINKS)
        .layer(VALUES)
        .definedBy(VALUES)
        .layer(CONFIGURATION)
        .definedBy(CONFIGURATION)
        .layer(ROOT)
        .definedBy(ROOT)
        .layer(ADMIN)
        .definedBy(ADMIN)
        .layer(HTML)
        .definedBy(HTML)
        .whereLayer(LINKS)
        .mayNotAccessAnyLayer()
        .whereLayer(VALUES)
        .mayNotAccessAnyLayer()
        .whereLayer(HTML)
        .mayNotAccessAnyLayer()
        .whereLayer(CONFIGURATION)
        .mayOnlyAccessLayers(VALUES)
        .whereLayer(ROOT)
        .mayOnlyAccessLayers(LINKS, VALUES, CONFIGURATION)
        .whereLayer(ADMIN)
        .mayOnlyAccessLayers(ROOT, VALUES, HTML)
        .check(MAIN);
  }

  /** What is shown was asked for before: markup is made of values alone. */
  @Test
  void html_knowsNoRequest_andNoSubscriber() {
    noClasses()
        .that()
        .resideInAPackage(HTML)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..", "org.pushj.subscriber..", "org.pushj.publisher..")
        .check(MAIN);
  }
}
