package org.pushj.examples.reader;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages point one way. */
class RoomsTest {
  private static final String ROOT = "org.pushj.examples.reader";
  private static final String TEXT = ROOT + ".text";
  private static final String STORAGE = ROOT + ".storage";
  private static final String FEEDS = ROOT + ".feeds";
  private static final String REQUESTS = ROOT + ".requests";
  private static final String PAGE = ROOT + ".page";
  private static final String JETTY = ROOT + ".jetty";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName))
        .containsOnly(ROOT, TEXT, STORAGE, FEEDS, REQUESTS, PAGE, JETTY);
  }

  @Test
  void rooms_useWhatTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer(ROOT)
        .definedBy(ROOT)
        .layer(TEXT)
        .definedBy(TEXT)
        .layer(STORAGE)
        .definedBy(STORAGE)
        .layer(FEEDS)
        .definedBy(FEEDS)
        .layer(REQUESTS)
        .definedBy(REQUESTS)
        .layer(PAGE)
        .definedBy(PAGE)
        .layer(JETTY)
        .definedBy(JETTY)
        .whereLayer(TEXT)
        .mayNotAccessAnyLayer()
        .whereLayer(STORAGE)
        .mayNotAccessAnyLayer()
        .whereLayer(FEEDS)
        .mayOnlyAccessLayers(TEXT, STORAGE)
        .whereLayer(REQUESTS)
        .mayOnlyAccessLayers(TEXT)
        .whereLayer(PAGE)
        .mayOnlyAccessLayers(TEXT, STORAGE, FEEDS, REQUESTS)
        .whereLayer(JETTY)
        .mayOnlyAccessLayers(REQUESTS)
        .check(MAIN);
  }
}
