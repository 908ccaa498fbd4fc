package org.pushj.servlet;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionListener;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/** Classes that init parameters name. */
public final class Configured {
  private Configured() {}

  /** A listener that wants to be told something. */
  public static final class NotEmpty implements UpdateListener {
    private final String something;

    public NotEmpty(String something) {
      this.something = something;
    }

    @Override
    public void onUpdate(Update update) {
      throw new IllegalStateException(something);
    }
  }

  /** A listener that is not finished. */
  public abstract static class Abstract implements UpdateListener {
    public Abstract() {}
  }

  /** A listener that cannot begin. */
  public static final class Failing implements UpdateListener {
    public Failing() {
      throw new IllegalStateException("no database");
    }

    @Override
    public void onUpdate(Update update) {}
  }

  /** Hears of verifications. */
  public static final class Listening implements SubscriptionListener {
    static final AtomicReference<Subscription> verified = new AtomicReference<>();

    public Listening() {}

    @Override
    public void onVerified(Subscription subscription) {
      verified.set(subscription);
    }
  }

  /** A store that a test can look into. */
  public static final class Storing implements SubscriptionStore {
    static final AtomicReference<SubscriptionStore> latest = new AtomicReference<>();

    private final SubscriptionStore store = new InMemorySubscriptionStore();

    public Storing() {
      latest.set(store);
    }

    @Override
    public boolean add(Subscription subscription) {
      return store.add(subscription);
    }

    @Override
    public Optional<Subscription> replace(Subscription expected, Subscription next) {
      return store.replace(expected, next);
    }

    @Override
    public boolean remove(Subscription expected) {
      return store.remove(expected);
    }

    @Override
    public Optional<Subscription> findById(SubscriptionId id) {
      return store.findById(id);
    }

    @Override
    public Optional<Subscription> findByCallback(CallbackToken callback) {
      return store.findByCallback(callback);
    }

    @Override
    public Optional<Subscription> findByTopic(URI topic, URI hub) {
      return store.findByTopic(topic, hub);
    }

    @Override
    public List<Subscription> list(SubscriptionQuery query) {
      return store.list(query);
    }

    @Override
    public List<Subscription> claimDue(Instant now, Instant until, int limit) {
      return store.claimDue(now, until, limit);
    }
  }
}
