package org.pushj.examples.war;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDBC drivers in an application. The JVM's driver manager finds those of the container by
 * itself; those in a WAR register when they are loaded, and stay registered until the application
 * deregisters them.
 */
final class Drivers {
  private static final Logger log = LoggerFactory.getLogger(Drivers.class);

  private Drivers() {}

  /**
   * Returns the class name of the driver for a database.
   *
   * @throws SQLException if there is none
   */
  static String find(String jdbcUrl) throws SQLException {
    for (Driver driver : ServiceLoader.load(Driver.class)) {
      if (driver.acceptsURL(jdbcUrl)) {
        return driver.getClass().getName();
      }
    }
    throw new SQLException("the application has no driver for jdbcUrl");
  }

  /** Deregisters the drivers of the stopping application from the driver manager. */
  static void release() {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    List<Driver> own =
        DriverManager.drivers()
            .filter(driver -> driver.getClass().getClassLoader() == application)
            .toList();
    for (Driver driver : own) {
      try {
        DriverManager.deregisterDriver(driver);
      } catch (SQLException e) {
        log.warn("The driver {} cannot be deregistered and stays in memory", driver, e);
      }
    }
  }
}
