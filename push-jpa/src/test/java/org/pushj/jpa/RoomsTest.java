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
  private static final String SECRETS = ROOT + ".secrets";
  private static final String CONNECTIONS = ROOT + ".connections";
  private static final String TRANSACTIONS = ROOT + ".transactions";
  private static final String STORE = ROOT + ".store";
  private static final String SUBSCRIPTIONS = ROOT + ".subscriptions";
  private static final String INBOX = ROOT + ".inbox";
  private static final String PINGS = ROOT + ".pings";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void rooms_areThese() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName))
        .containsOnly(
            ROOT,
            SQL,
            CLAIMS,
            SECRETS,
            CONNECTIONS,
            TRANSACTIONS,
            STORE,
            SUBSCRIPTIONS,
            INBOX,
            PINGS);
  }

  @Test
  void rooms_useWhatTheyMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer(SQL)
        .definedBy(SQL)
        .layer(CLAIMS)
        .definedBy(CLAIMS)
        .layer(SECRETS)
        .definedBy(SECRETS)
        .layer(CONNECTIONS)
        .definedBy(CONNECTIONS)
        .layer(TRANSACTIONS)
        .definedBy(TRANSACTIONS)
        .layer(STORE)
        .definedBy(STORE)
        .layer(SUBSCRIPTIONS)
        .definedBy(SUBSCRIPTIONS)
        .layer(INBOX)
        .definedBy(INBOX)
        .layer(PINGS)
        .definedBy(PINGS)
        .layer(ROOT)
        .definedBy(ROOT)
        .whereLayer(SQL)
        .mayNotAccessAnyLayer()
        .whereLayer(CLAIMS)
        .mayOnlyAccessLayers(SQL)
        .whereLayer(SECRETS)
        .mayNotAccessAnyLayer()
        .whereLayer(CONNECTIONS)
        .mayOnlyAccessLayers(SQL)
        .whereLayer(TRANSACTIONS)
        .mayOnlyAccessLayers(SQL, CONNECTIONS)
        .whereLayer(STORE)
        .mayOnlyAccessLayers(SQL, CONNECTIONS, TRANSACTIONS)
        .whereLayer(SUBSCRIPTIONS)
        .mayOnlyAccessLayers(SQL, CLAIMS, SECRETS)
        .whereLayer(INBOX)
        .mayOnlyAccessLayers(SQL, CLAIMS, CONNECTIONS, TRANSACTIONS, STORE)
        .whereLayer(PINGS)
        .mayOnlyAccessLayers(SQL, CLAIMS, STORE)
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
