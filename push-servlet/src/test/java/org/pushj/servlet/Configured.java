package org.pushj.servlet;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.pushj.IntentKind;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.Update;
import org.pushj.UpdateListener;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.Claim;
import org.pushj.spi.Monitor;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.subscriber.SubscriberConfigurer;
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
    public List<Subscription> claimDue(Claim claim) {
      claims.add(Thread.currentThread().getName());
      return super.claimDue(claim);
    }
  }

  /** A store whose claims take as long as a test wants. */
  public static final class Slow extends ForwardingSubscriptionStore {
    static final AtomicReference<CountDownLatch> end = new AtomicReference<>();

    public Slow() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      Configurer.EVENTS.add("begins");
      try {
        end.get().await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      Configurer.EVENTS.add("ends");
      return List.of();
    }
  }

  /** A store whose first claim meets an error. */
  public static final class Erring extends ForwardingSubscriptionStore {
    static final BlockingQueue<String> claims = new LinkedBlockingQueue<>();

    public Erring() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public List<Subscription> claimDue(Claim claim) {
      claims.add(Thread.currentThread().getName());
      if (claims.size() == 1) {
        throw new NoClassDefFoundError("of a driver");
      }
      return List.of();
    }
  }

  /** A store that a test can look into. */
  public static final class Storing extends ForwardingSubscriptionStore {
    static final AtomicReference<SearchableStore> latest = new AtomicReference<>();

    public Storing() {
      this(new InMemorySubscriptionStore());
    }

    private Storing(SearchableStore store) {
      super(store);
      latest.set(store);
    }
  }

  /** A configurer with a parameter of its own. */
  public static final class Configurer implements SubscriberConfigurer {
    static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    public Configurer() {}

    @Override
    public Set<String> parameters() {
      return Set.of("colour");
    }

    @Override
    public void configure(SubscriberBuilder builder, Map<String, String> parameters) {
      String colour = parameters.get("colour");
      if (!Set.of("red", "green").contains(colour)) {
        throw new IllegalArgumentException("colour must be red or green, was " + colour);
      }
      EVENTS.add(colour + " of " + parameters.get("callbackBase"));
      builder.listener(update -> {});
    }

    @Override
    public void built(Subscriber subscriber) {
      EVENTS.add("built with " + subscriber.operations().list(SubscriptionQuery.all()));
    }

    @Override
    public void close() {
      EVENTS.add("closed");
    }
  }

  /** A configurer that sets nothing. */
  public static final class NoListener implements SubscriberConfigurer {
    public NoListener() {}

    @Override
    public Set<String> parameters() {
      return Set.of();
    }

    @Override
    public void configure(SubscriberBuilder builder, Map<String, String> parameters) {}
  }

  /** A scheduler of the application. */
  public static class Scheduler extends ScheduledThreadPoolExecutor {
    static final AtomicReference<Scheduler> latest = new AtomicReference<>();

    public Scheduler() {
      super(1, task -> new Thread(task, "scheduler of app"));
      setRemoveOnCancelPolicy(true);
      latest.set(this);
    }
  }

  /** A scheduler that lacks a class. */
  public static final class BrokenScheduler extends Scheduler {
    public BrokenScheduler() {}

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long first, long pause, TimeUnit unit) {
      throw new NoClassDefFoundError("of a scheduler");
    }
  }

  /** An executor of the application. */
  public static final class Executing implements Executor {
    static final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    public Executing() {}

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
      task.run();
    }
  }

  /** Hears of verifications, for metrics. */
  public static final class Metrics implements Monitor {
    static final Queue<String> calls = new ConcurrentLinkedQueue<>();

    public Metrics() {}

    @Override
    public void verified(URI hub, IntentKind kind, Duration latency) {
      calls.add(kind + " at " + hub);
    }
  }
}
