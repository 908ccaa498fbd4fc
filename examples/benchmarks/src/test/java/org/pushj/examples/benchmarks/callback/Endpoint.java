package org.pushj.examples.benchmarks.callback;

import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.examples.benchmarks.database.BenchmarkDatabase;
import org.pushj.examples.benchmarks.database.JpaParts;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.SubscriptionStore;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.SubscriptionBuilder;

/** The endpoints that are measured. */
enum Endpoint {
  /** A bare servlet. */
  BARE {
    @Override
    HttpServlet open(String url, String provider) {
      return new BareServlet(callback -> callback.equals(Delivery.CALLBACK.value()));
    }
  },

  /** A bare servlet with a look-up in the database by JDBC. */
  BARE_WITH_LOOK_UP {
    @Override
    HttpServlet open(String url, String provider) {
      return new BareServlet(new JdbcLookUp(BenchmarkDatabase.connect(url)));
    }
  },

  /** push with its subscriptions in memory, and without an inbox. */
  MEMORY {
    @Override
    HttpServlet open(String url, String provider) {
      SubscriptionStore store = new InMemorySubscriptionStore();
      store.add(subscription());
      return push(it -> it.store(store));
    }
  },

  /** push with its subscriptions in the database, and without an inbox. */
  JPA {
    @Override
    HttpServlet open(String url, String provider) {
      SubscriptionStore store = JpaParts.on(url, provider).store();
      return push(it -> it.store(store));
    }
  },

  /** The same, and what it has looked up is kept for a few seconds. */
  CACHED {
    @Override
    HttpServlet open(String url, String provider) {
      SubscriptionStore store = JpaParts.on(url, provider).store();
      CallbackSettings settings = CallbackSettings.builder().keepLookups(KEPT).build();
      return push(it -> it.store(store).callbacks(settings));
    }
  },

  /** push with its subscriptions and updates in the database; nothing is delivered meanwhile. */
  INBOX {
    @Override
    HttpServlet open(String url, String provider) {
      JpaParts jpa = JpaParts.on(url, provider);
      // All deliveries have the same content, and a busy machine may be slow.
      DeliverySettings settings =
          DeliverySettings.builder()
              .duplicateWindow(Duration.ZERO)
              .storeTimeout(STORE_TIMEOUT)
              .build();
      return push(it -> it.store(jpa.store()).inbox(jpa.inbox()).deliveries(settings));
    }
  };

  private static final URI BASE = URI.create("https://reader.example/push/");
  private static final Duration LEASE = Duration.ofDays(10);
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Duration STORE_TIMEOUT = Duration.ofMinutes(1);

  /**
   * Makes the servlet.
   *
   * @param url the URL of the database, which has the {@link #subscription}
   * @param provider the class of the provider of Jakarta Persistence
   */
  abstract HttpServlet open(String url, String provider);

  /** Returns the subscription whose deliveries are measured. */
  static Subscription subscription() {
    return SubscriptionBuilder.active()
        .callback(Delivery.CALLBACK)
        .secret(Delivery.SECRET)
        .callbackBase(BASE.toString())
        .lease(Lease.of(Instant.now(), LEASE))
        .build();
  }

  private static HttpServlet push(UnaryOperator<SubscriberBuilder> parts) {
    Subscriber subscriber =
        parts.apply(Subscriber.builder().callbackBase(BASE).listener(update -> {})).build();
    return new PushCallbackServlet(subscriber);
  }
}
