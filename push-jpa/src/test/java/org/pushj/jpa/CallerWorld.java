package org.pushj.jpa;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.RecordingListener;

/** A subscriber in an application's transactions, and those that it meets. */
final class CallerWorld implements AutoCloseable {
  /** A time limit that is not reached. */
  static final Duration SOON = Duration.ofSeconds(10);

  private final SearchableStore store;
  private final RecordingListener listener = new RecordingListener();
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final CallbackServer callbacks = CallbackServer.start();
  private final Subscriber subscriber;

  CallerWorld(CallerTransactions transactions) {
    store = new JpaSubscriptionStore(transactions.boundary());
    subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .listener(listener)
            .subscriptionListener(listener)
            .store(store)
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    callbacks.serve(subscriber.callbackHandler());
  }

  SearchableStore store() {
    return store;
  }

  RecordingListener listener() {
    return listener;
  }

  FakeHub hub() {
    return hub;
  }

  Subscriber subscriber() {
    return subscriber;
  }

  /** Publishes a feed that names the hub. */
  URI feed() {
    return site.advertise("/" + UUID.randomUUID(), hub.url());
  }

  @Override
  public void close() {
    hub.close();
    site.close();
    callbacks.close();
  }
}
