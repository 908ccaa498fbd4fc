package org.pushj.jpa;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pushj.UpdateListener;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.ManageableInbox;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;

/**
 * A subscriber on a database, with a persistence unit of its own.
 *
 * @param factory the persistence unit
 * @param inbox its inbox
 * @param subscriber the subscriber
 */
record InboxNode(EntityManagerFactory factory, ManageableInbox inbox, Subscriber subscriber)
    implements AutoCloseable {

  /**
   * Makes one that is not started.
   *
   * @param listener makes the listener
   * @param settings sets what else is to be set
   */
  static InboxNode open(
      HikariDataSource dataSource,
      TestProvider provider,
      Function<TransactionBoundary, UpdateListener> listener,
      UnaryOperator<SubscriberBuilder> settings) {
    EntityManagerFactory factory =
        Persistence.createEntityManagerFactory(
            "application", provider.with("jakarta.persistence.nonJtaDataSource", dataSource));
    TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
    ManageableInbox inbox = new JpaUpdateInbox(boundary);
    SubscriberBuilder builder =
        Subscriber.builder()
            .callbackBase(URI.create("https://reader.example/push/"))
            .store(new JpaSubscriptionStore(boundary))
            .inbox(inbox)
            .listener(listener.apply(boundary));
    return new InboxNode(factory, inbox, settings.apply(builder).build());
  }

  @Override
  public void close() {
    subscriber.close();
    factory.close();
  }
}
