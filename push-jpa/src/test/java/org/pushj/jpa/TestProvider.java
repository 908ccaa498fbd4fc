package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The providers of the tests. */
enum TestProvider {
  HIBERNATE("org.hibernate.jpa.HibernatePersistenceProvider"),
  ECLIPSELINK("org.eclipse.persistence.jpa.PersistenceProvider");

  private final String className;

  TestProvider(String className) {
    this.className = className;
  }

  /** Opens a factory that is for push alone. */
  EntityManagerFactory open(DataSource dataSource) {
    return PushPersistence.from(dataSource, properties());
  }

  /** Opens the factory of an application that knows nothing of push. */
  EntityManagerFactory openApplication(DataSource dataSource) {
    return Persistence.createEntityManagerFactory(
        "application", with("jakarta.persistence.nonJtaDataSource", dataSource));
  }

  /** Returns the properties that choose this provider. */
  Map<String, Object> properties() {
    return Map.of(
        "jakarta.persistence.provider",
        className,
        "eclipselink.logging.level",
        "OFF",
        "eclipselink.session.customizer",
        NoRetries.class.getName());
  }

  /** Returns the properties that choose this provider, and one more. */
  Map<String, Object> with(String name, Object value) {
    Map<String, Object> all = new HashMap<>(properties());
    all.put(name, value);
    return all;
  }
}
