package org.pushj;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between the packages point one way, and no library shows through the public API. */
class RoomsTest {
  private static final String[] NOT_EXPORTED = {
    "org.pushj.lifecycle", "org.pushj.markup", "org.pushj.renewal", "org.pushj.work"
  };

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.pushj");

  @Test
  void rooms_dependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("base")
        .definedBy("org.pushj.base")
        .layer("values")
        .definedBy("org.pushj")
        .layer("spi")
        .definedBy("org.pushj.spi")
        .layer("parts")
        .definedBy(
            "org.pushj.http",
            "org.pushj.memory",
            "org.pushj.signature",
            "org.pushj.markup",
            "org.pushj.discovery",
            "org.pushj.hub")
        .layer("engine")
        .definedBy("org.pushj.work")
        .layer("lifecycle")
        .definedBy("org.pushj.lifecycle")
        .layer("flows")
        .definedBy("org.pushj.callback", "org.pushj.delivery", "org.pushj.renewal")
        .layer("rewriting")
        .definedBy("org.pushj.rewriting")
        .layer("publisher")
        .definedBy("org.pushj.publisher")
        .layer("subscriber")
        .definedBy("org.pushj.subscriber")
        .whereLayer("base")
        .mayNotAccessAnyLayer()
        .whereLayer("values")
        .mayOnlyAccessLayers("base")
        .whereLayer("spi")
        .mayOnlyAccessLayers("base", "values")
        .whereLayer("parts")
        .mayOnlyAccessLayers("base", "values", "spi")
        .whereLayer("engine")
        .mayOnlyAccessLayers("base", "values", "spi")
        .whereLayer("lifecycle")
        .mayOnlyAccessLayers("base", "values", "spi", "parts", "engine")
        .whereLayer("flows")
        .mayOnlyAccessLayers("base", "values", "spi", "parts", "engine", "lifecycle", "flows")
        .whereLayer("rewriting")
        .mayOnlyAccessLayers("base", "values", "spi", "parts")
        .whereLayer("publisher")
        .mayOnlyAccessLayers("base", "values", "spi", "parts", "engine", "rewriting")
        .whereLayer("subscriber")
        .mayOnlyAccessLayers("base", "values", "spi", "parts", "engine", "lifecycle", "flows")
        .check(MAIN);
  }

  @Test
  void rooms_haveNoCycles() {
    slices().matching("org.pushj.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void publicSignatures_showNoLibrary() {
    DescribedPredicate<JavaClass> library =
        resideInAnyPackage("org.jsoup..", "org.slf4j..", "com.sun..");
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages(NOT_EXPORTED)
        .should()
        .notHaveRawReturnType(library)
        .andShould()
        .notHaveRawParameterTypes(
            DescribedPredicate.describe(
                "a library's type", types -> types.stream().anyMatch(library)))
        .check(MAIN);
  }

  @Test
  void core_needsNoContainerAndNoDatabase() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                    "java..",
                    "javax.crypto..",
                    "javax.net.ssl..",
                    "javax.xml..",
                    "org.pushj..",
                    "org.slf4j..",
                    "org.jsoup..",
                    "org.jspecify..")
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.describe("primitive", JavaClass::isPrimitive)))
                .and(
                    DescribedPredicate.not(
                        DescribedPredicate.describe("an array", JavaClass::isArray))))
        .check(MAIN);
  }
}
