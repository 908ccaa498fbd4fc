package org.pushj.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.pushj.jpa.connections.DirectConnections;

/**
 * Creates an {@link EntityManagerFactory} for push, for applications that have no persistence unit
 * of their own or keep it separate.
 *
 * <p>The factory of any persistence unit on the same database works too, since push has no
 * entities. With a factory created here, stores also use connections of the data source directly,
 * for single statements outside of transactions on connections in auto-commit mode. That makes
 * look-ups, renewals and additions faster.
 *
 * @since 0.1
 */
public final class PushPersistence {
  private static final String PROVIDER = "jakarta.persistence.provider";
  private static final String SPRING_PROXY =
      "org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy";

  private PushPersistence() {}

  /**
   * Creates a factory with the available provider.
   *
   * @param dataSource its connections should be in auto-commit mode, which is the default, and not
   *     take part in JTA transactions: within one, push could change nothing
   * @return to be closed by the caller; the data source stays open
   * @throws IllegalArgumentException if it is, or wraps, Spring's {@code
   *     TransactionAwareDataSourceProxy}
   * @throws PersistenceException if there is no provider, or it failed
   */
  public static EntityManagerFactory from(DataSource dataSource) {
    return from(dataSource, Map.of());
  }

  /**
   * Creates a factory.
   *
   * @param dataSource its connections should be in auto-commit mode, which is the default, and not
   *     take part in JTA transactions: within one, push could change nothing
   * @param properties passed to the provider. {@code jakarta.persistence.provider} names the class
   *     of the provider if there are several
   * @return to be closed by the caller; the data source stays open
   * @throws IllegalArgumentException if it is, or wraps, Spring's {@code
   *     TransactionAwareDataSourceProxy}
   * @throws PersistenceException if there is no such provider, or it failed
   */
  public static EntityManagerFactory from(DataSource dataSource, Map<String, ?> properties) {
    if (isTransactionAware(dataSource)) {
      throw new IllegalArgumentException(
          "dataSource must not be a TransactionAwareDataSourceProxy: its connections belong to the"
              + " transaction of the application, which push would commit; pass its target, or use"
              + " SpringTransactionBoundary");
    }
    Object wanted = properties.get(PROVIDER);
    for (PersistenceProvider provider :
        PersistenceProviderResolverHolder.getPersistenceProviderResolver()
            .getPersistenceProviders()) {
      if (wanted == null || provider.getClass().getName().equals(wanted)) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(DirectConnections.DATA_SOURCE, dataSource);
        return provider.createContainerEntityManagerFactory(
            new PushPersistenceUnit(dataSource), all);
      }
    }
    throw new PersistenceException(
        "there is no Jakarta Persistence provider"
            + (wanted == null ? "" : " named " + wanted)
            + "; add one to the dependencies, as Hibernate ORM or EclipseLink");
  }

  private static boolean isTransactionAware(DataSource dataSource) {
    try {
      ClassLoader classes = dataSource.getClass().getClassLoader();
      return dataSource.isWrapperFor(Class.forName(SPRING_PROXY, false, classes));
    } catch (ClassNotFoundException | SQLException e) {
      // Without Spring there is no such proxy, and all that may wrap one say so.
      return false;
    }
  }
}
