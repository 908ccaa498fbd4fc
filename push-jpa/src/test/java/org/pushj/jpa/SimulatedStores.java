package org.pushj.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pushj.jpa.secrets.SecretCipher;
import org.pushj.jpa.sql.DatabaseClock;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.simulation.Stores;

/** The stores of a simulated world, on a database of its own that has the time of that world. */
final class SimulatedStores implements Stores {
  /** What asks a database for its time. */
  private static final String TIME = "CURRENT_TIMESTAMP";

  /** Deliveries of five nodes, three at a time, keep a connection each. */
  private static final int CONNECTIONS = 40;

  private final HikariDataSource pool;
  private final EntityManagerFactory factory;
  private final TransactionBoundary boundary;
  private final InstantSource time;

  private SimulatedStores(HikariDataSource pool, EntityManagerFactory factory, InstantSource time) {
    this.pool = pool;
    this.time = time;
    this.factory = factory;
    this.boundary = TransactionBoundary.resourceLocal(factory);
  }

  /** Opens them on H2 in memory. */
  static Stores open(TestProvider provider, InstantSource time) {
    HikariConfig config = new HikariConfig();
    // A lock that another has is kept for virtual time: waiting for it is in vain.
    config.setJdbcUrl(TestDatabase.H2.emptyUrl() + ";LOCK_TIMEOUT=10");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    HikariDataSource pool = new HikariDataSource(config);
    PushSchema.create(pool);
    return new SimulatedStores(pool, provider.open(AtTime.of(DataSource.class, pool, time)), time);
  }

  @Override
  public View seenBy(InstantSource clock) {
    return new View(
        new JpaSubscriptionStore(boundary, SecretCipher.none(), corrected(clock)),
        new JpaUpdateInbox(boundary, corrected(clock)),
        new JpaPingQueue(boundary, corrected(clock)),
        null);
  }

  /** Returns what a machine goes by, whose wall clock may be set. */
  private DatabaseClock corrected(InstantSource clock) {
    return new DatabaseClock(clock, () -> ChronoUnit.NANOS.between(Instant.EPOCH, time.instant()));
  }

  @Override
  public void close() {
    factory.close();
    TestDatabase.execute(pool, "DROP ALL OBJECTS");
    pool.close();
  }

  /**
   * Answers for a data source, or a connection of it, whose database has another time.
   *
   * @param target the real one
   */
  private record AtTime(Object target, InstantSource time) implements InvocationHandler {
    static <T> T of(Class<T> type, T target, InstantSource time) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type}, new AtTime(target, time)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
        throws Throwable {
      if (args != null && args[0] instanceof String sql) {
        args[0] = sql.replace(TIME, "TIMESTAMP WITH TIME ZONE '" + time.instant() + "'");
      }
      try {
        Object result = method.invoke(target, args);
        return result instanceof Connection connection
            ? of(Connection.class, connection, time)
            : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
