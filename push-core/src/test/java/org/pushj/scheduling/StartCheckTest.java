package org.pushj.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.pushj.PingId;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.UpdateId;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.publisher.Publisher;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.ForwardingPingQueue;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.world.RecordedLog;

/** What a store that fails does to the start of the work. */
class StartCheckTest {
  private static final StoreException NO_TABLES =
      StoreException.permanent("the tables are missing", null);

  @Test
  void start_fails_whenTheStoreMustBeSetUpFirst() {
    try (RecordedLog log = new RecordedLog();
        Subscriber subscriber = settings(failing(NO_TABLES)).build()) {
      assertThatThrownBy(subscriber::start).isSameAs(NO_TABLES);
      assertThat(log.allLines()).isEmpty();
    }
  }

  @Test
  void start_fails_whenTheInboxMustBeSetUpFirst() {
    UpdateInbox inbox =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public Optional<InboxEntry> findById(UpdateId id) {
            throw NO_TABLES;
          }
        };
    try (Subscriber subscriber = settings(new InMemorySubscriptionStore()).inbox(inbox).build()) {
      assertThatThrownBy(subscriber::start).isSameAs(NO_TABLES);
    }
  }

  @Test
  void start_ofAPublisher_fails_whenTheQueueMustBeSetUpFirst() {
    ForwardingPingQueue queue =
        new ForwardingPingQueue(new InMemoryPingQueue()) {
          @Override
          public Optional<QueuedPing> findById(PingId id) {
            throw NO_TABLES;
          }
        };
    try (Publisher publisher =
        Publisher.builder().hubs(URI.create("https://hub.example/")).queue(queue).build()) {
      assertThatThrownBy(publisher::start).isSameAs(NO_TABLES);
    }
  }

  @Test
  void start_succeeds_whenTheStoreIsUnavailable() {
    for (RuntimeException failure :
        List.of(new StoreException("no route", null), new IllegalStateException("a defect"))) {
      try (Subscriber subscriber = settings(failing(failure)).build()) {
        subscriber.start();
      }
    }
  }

  @Test
  void start_succeeds_whenTheStoreHangs() {
    CountDownLatch end = new CountDownLatch(1);
    SubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Optional<Subscription> findByKey(String key) {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return super.findByKey(key);
          }
        };
    DeliverySettings limit = DeliverySettings.builder().storeTimeout(Duration.ofMillis(50)).build();
    try (Subscriber subscriber = settings(store).deliveries(limit).build()) {
      subscriber.start();
    } finally {
      end.countDown();
    }
  }

  private static SubscriberBuilder settings(SubscriptionStore store) {
    return Subscriber.builder()
        .callbackBase(URI.create("https://reader.example/"))
        .listener(update -> {})
        .store(store);
  }

  private static SubscriptionStore failing(RuntimeException failure) {
    return new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
      @Override
      public Optional<Subscription> findByKey(String key) {
        throw failure;
      }
    };
  }
}
