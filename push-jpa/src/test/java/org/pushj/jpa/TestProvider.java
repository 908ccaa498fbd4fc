package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
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
    return PushPersistence.from(
        dataSource,
        Map.of("jakarta.persistence.provider", className, "eclipselink.logging.level", "WARNING"));
  }
}
