package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
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

  EntityManagerFactory open(DataSource dataSource) {
    return PushPersistence.from(dataSource, properties());
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
