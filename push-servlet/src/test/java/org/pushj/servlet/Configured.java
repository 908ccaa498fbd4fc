package org.pushj.servlet;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.ForwardingSubscriptionStore;

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
    static final BlockingQueue<Subscription> verified = new LinkedBlockingQueue<>();

    public Listening() {}

    @Override
    public void onVerified(Subscription subscription) {
      verified.add(subscription);
    }
  }

  /** A store that tells of claims. */
  public static final class Claimed extends ForwardingSubscriptionStore {
    static final BlockingQueue<String> claims = new LinkedBlockingQueue<>();

    public Claimed() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public List<Subscription> claimDue(Instant now, Instant until, int limit) {
      claims.add(Thread.currentThread().getName());
      return super.claimDue(now, until, limit);
    }
  }

  /** A store that a test can look into. */
  public static final class Storing extends ForwardingSubscriptionStore {
    static final AtomicReference<SubscriptionStore> latest = new AtomicReference<>();

    public Storing() {
      this(new InMemorySubscriptionStore());
    }

    private Storing(SubscriptionStore store) {
      super(store);
      latest.set(store);
    }
  }
}
