package org.pushj.jpa.benchmark;

import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.pushj.jpa.JpaSubscriptionStore;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.TransactionBoundary;
import org.pushj.spi.SubscriptionStore;

/**
 * A store as an application makes it, with nothing tuned.
 *
 * @param provider the name of the provider of Jakarta Persistence
 * @param store the store
 * @param factory is closed with it
 */
record MeasuredStore(String provider, SubscriptionStore store, EntityManagerFactory factory)
    implements AutoCloseable {

  static MeasuredStore onHibernate(DataSource database) {
    return open("Hibernate", "org.hibernate.jpa.HibernatePersistenceProvider", database);
  }

  static MeasuredStore onEclipseLink(DataSource database) {
    return open("EclipseLink", "org.eclipse.persistence.jpa.PersistenceProvider", database);
  }

  private static MeasuredStore open(String name, String provider, DataSource database) {
    EntityManagerFactory factory =
        PushPersistence.from(
            database,
            Map.of(
                "jakarta.persistence.provider", provider, "eclipselink.logging.level", "WARNING"));
    return new MeasuredStore(
        name, new JpaSubscriptionStore(TransactionBoundary.resourceLocal(factory)), factory);
  }

  /** Lets workers of a kind compete. */
  Crew crew(Kind kind) {
    return new Crew("JpaSubscriptionStore, " + provider, () -> kind.worker(store));
  }

  @Override
  public void close() {
    factory.close();
  }

  /** A kind of work on a store. */
  interface Kind {

    /** Makes a worker. */
    Worker worker(SubscriptionStore store);
  }
}
