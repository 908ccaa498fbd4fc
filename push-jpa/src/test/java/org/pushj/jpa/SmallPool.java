package org.pushj.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * A pool of two connections to a new, empty database.
 *
 * @param dataSource the pool
 * @param active tells how many connections are in use
 * @param end closes the pool
 */
record SmallPool(DataSource dataSource, IntSupplier active, Runnable end) {
  static final int CONNECTIONS = 2;
  private static final int WAIT_SECONDS = 10;

  static SmallPool hikari(TestDatabase database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.emptyUrl());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(Duration.ofSeconds(WAIT_SECONDS).toMillis());
    HikariDataSource pool = new HikariDataSource(config);
    return new SmallPool(
        pool, () -> pool.getHikariPoolMXBean().getActiveConnections(), pool::close);
  }

  static SmallPool h2() {
    JdbcConnectionPool pool = JdbcConnectionPool.create(TestDatabase.H2.emptyUrl(), "", "");
    pool.setMaxConnections(CONNECTIONS);
    pool.setLoginTimeout(WAIT_SECONDS);
    return new SmallPool(pool, pool::getActiveConnections, pool::dispose);
  }

  /** Agroal does not know by itself which exception tells that a connection is broken. */
  static SmallPool agroal(TestDatabase database) {
    String url = database.emptyUrl();
    try {
      AgroalDataSource pool =
          AgroalDataSource.from(
              new AgroalDataSourceConfigurationSupplier()
                  .metricsEnabled()
                  .connectionPoolConfiguration(
                      settings ->
                          settings
                              .maxSize(CONNECTIONS)
                              .acquisitionTimeout(Duration.ofSeconds(WAIT_SECONDS))
                              .exceptionSorter(new PostgreSQLExceptionSorter())
                              .connectionFactoryConfiguration(
                                  connections -> connections.jdbcUrl(url))));
      return new SmallPool(pool, () -> (int) pool.getMetrics().activeCount(), pool::close);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    end.run();
  }
}
