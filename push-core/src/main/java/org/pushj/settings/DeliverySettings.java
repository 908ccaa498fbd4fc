package org.pushj.settings;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.base.Claims;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;

/**
 * How a subscriber with an inbox takes and delivers updates. Immutable.
 *
 * @param work how many threads deliver, and how updates are claimed
 * @param executor what runs the listener; null for threads of the subscriber's own
 * @param listenerTimeout how long one call of the listener may take
 * @param retries when a failed delivery is tried again
 * @param attempts how many attempts are made before an update is parked
 * @param inOrder whether the updates of one subscription wait for one another; null for what the
 *     listener says
 * @param duplicateWindow how long the last content is not delivered again; 0 for never
 * @param retention how long an update is kept after its delivery; 0 for not at all
 * @param maxWaiting how many updates may wait or be parked, about
 * @param maxWaitingBytes how many bytes of content may wait or be parked, about
 * @param maxParked how many updates may be parked, about
 * @param parkedRetention how long a parked update is kept
 * @param storeTimeout how long a request of a hub waits for the store or the inbox
 * @since 0.1
 */
public record DeliverySettings(
    WorkSettings work,
    @Nullable Executor executor,
    Duration listenerTimeout,
    RetryPolicy retries,
    int attempts,
    @Nullable Boolean inOrder,
    Duration duplicateWindow,
    Duration retention,
    long maxWaiting,
    long maxWaitingBytes,
    long maxParked,
    Duration parkedRetention,
    Duration storeTimeout) {

  /**
   * Checks the values. The {@linkplain #builder() builder} knows the defaults.
   *
   * @throws IllegalArgumentException if a value is out of its limits, or the claim is shorter than
   *     twice the limit of the listener; the message names it
   */
  public DeliverySettings {
    Durations.positive("listenerTimeout", listenerTimeout);
    Numbers.atLeastOne("attempts", attempts);
    Durations.notNegative("duplicateWindow", duplicateWindow);
    Durations.notNegative("retention", retention);
    Numbers.atLeastOne("maxWaiting", maxWaiting);
    Numbers.atLeastOne("maxWaitingBytes", maxWaitingBytes);
    Numbers.atLeastOne("maxParked", maxParked);
    Durations.positive("parkedRetention", parkedRetention);
    Durations.positive("storeTimeout", storeTimeout);
    Claims.checkTwice("listenerTimeout", listenerTimeout, work.claim());
  }

  /** Returns the defaults. */
  public static DeliverySettings defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Builds the settings. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    /** Each subscription has a lane, which is half as wide as there are threads. */
    private final WorkSettings.Builder work =
        WorkSettings.builder().threads(8).perHub(4).batch(16).poll(Duration.ofSeconds(1));

    private @Nullable Executor executor;
    private Duration listenerTimeout = Duration.ofMinutes(2);
    private RetryPolicy retries = RetryPolicy.between(Duration.ofSeconds(10), Duration.ofHours(4));
    private int attempts = 34;
    private @Nullable Boolean inOrder;
    private Duration duplicateWindow = Duration.ofMinutes(5);
    private Duration retention = Duration.ZERO;
    private long maxWaiting = 1_000_000;
    private long maxWaitingBytes = 64L << 30;
    private long maxParked = 100_000;
    private Duration parkedRetention = Duration.ofDays(30);
    private Duration storeTimeout = Duration.ofSeconds(5);

    private Builder() {}

    /**
     * Sets how many updates {@link org.pushj.subscriber.Subscriber#start()} delivers at a time, of
     * one subscription up to half of them. Default: 8.
     */
    public Builder threads(int threads) {
      work.threads(threads).perHub((threads + 1) / 2);
      return this;
    }

    /**
     * Sets who runs the listener, as the managed executor of a container, or one of virtual
     * threads. A listener that hangs keeps its thread, so a bounded executor comes to its end when
     * all hang; one that runs it on the thread of the caller knows no limit. What it rejects is
     * offered again a second later, and counts as no attempt. Default: daemon threads, as many as
     * are needed.
     */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /** Sets how many updates are claimed at once. Default: 16. */
    public Builder batch(int batch) {
      work.batch(batch);
      return this;
    }

    /**
     * Sets how long a claim holds: what a process that dies had claimed waits so long for another.
     * Default: 5 minutes.
     *
     * @param claim 10 seconds or more, and at least twice the {@linkplain #listenerTimeout limit of
     *     the listener}
     */
    public Builder claim(Duration claim) {
      work.claim(claim);
      return this;
    }

    /**
     * Sets how often to look for updates that are to be tried again, or that another process has
     * left. What this process adds is delivered at once. Default: every second.
     */
    public Builder poll(Duration poll) {
      work.poll(poll);
      return this;
    }

    /**
     * Sets how long one call of the listener may take. One that takes longer is interrupted, and
     * counts as a failed attempt. If it does not heed that, its transaction is ended, its thread is
     * lost, another one takes its place, and the update is delivered again beside it. While 8 calls
     * for a subscription hang so, or 64 in all, no more are made. Default: 2 minutes.
     */
    public Builder listenerTimeout(Duration limit) {
      this.listenerTimeout = limit;
      return this;
    }

    /** Sets when a failed delivery is tried again. Default: after 10 seconds up to 4 hours. */
    public Builder retries(RetryPolicy policy) {
      this.retries = policy;
      return this;
    }

    /**
     * Sets how many attempts are made before an update is parked. Default: 34, which take about 3
     * days with the default retries.
     */
    public Builder attempts(int attempts) {
      this.attempts = attempts;
      return this;
    }

    /**
     * Sets whether the updates of one subscription are delivered one at a time, in the order in
     * which the inbox saw them. One that fails then holds up those after it, of its subscription
     * only, until it is parked. All processes on one inbox must agree. Default: what {@link
     * org.pushj.UpdateListener#wantsOrder()} says.
     */
    public Builder inOrder(boolean inOrder) {
      this.inOrder = inOrder;
      return this;
    }

    /**
     * Sets how long the last content of a topic is acknowledged and not delivered again: what a hub
     * repeats, or a second hub of the same subscription request sends too. Content that comes back
     * to what it was before the last one is delivered. A wider window meets hubs that repeat after
     * a longer time. Default: 5 minutes.
     *
     * @param window 0 or more; 0 for never
     */
    public Builder duplicateWindow(Duration window) {
      this.duplicateWindow = window;
      return this;
    }

    /**
     * Sets how long an update is kept after it was delivered, so that it can be delivered again.
     * Default: not at all.
     *
     * @param time 0 or more
     */
    public Builder retention(Duration time) {
      this.retention = time;
      return this;
    }

    /**
     * Sets how many updates may wait or be parked, about; when there are more, hubs are asked to
     * come again. Default: 1,000,000.
     */
    public Builder maxWaiting(long updates) {
      this.maxWaiting = updates;
      return this;
    }

    /**
     * Sets how many bytes of content may wait or be parked, about; when there are more, hubs are
     * asked to come again. Default: 64 GiB.
     */
    public Builder maxWaitingBytes(long bytes) {
      this.maxWaitingBytes = bytes;
      return this;
    }

    /**
     * Sets how many updates may be parked, about; when there are more, hubs are asked to come again
     * until some are requeued or discarded. What was acknowledged is not removed to make room.
     * Default: 100,000.
     */
    public Builder maxParked(long updates) {
      this.maxParked = updates;
      return this;
    }

    /**
     * Sets how long a parked update is kept, so that it can be requeued. After that it is removed,
     * and <b>lost</b>: this alone makes an inbox give up what was acknowledged, after all {@link
     * #attempts} have failed and no operator has requeued it for so long. The log tells how many,
     * as an error, and {@link org.pushj.subscriber.SubscriberStatistics#updatesExpired()} counts
     * them. Default: 30 days.
     *
     * @param time more than 0
     */
    public Builder parkedRetention(Duration time) {
      this.parkedRetention = time;
      return this;
    }

    /**
     * Sets how long the store and the inbox may take for a delivery before the hub is asked to come
     * again. What takes longer may still succeed; then the hub's repetition is a duplicate.
     * Default: 5 seconds.
     */
    public Builder storeTimeout(Duration limit) {
      this.storeTimeout = limit;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a value is out of its limits, or the claim is shorter
     *     than twice the limit of the listener; the message names it
     */
    public DeliverySettings build() {
      return new DeliverySettings(
          work.build(),
          executor,
          listenerTimeout,
          retries,
          attempts,
          inOrder,
          duplicateWindow,
          retention,
          maxWaiting,
          maxWaitingBytes,
          maxParked,
          parkedRetention,
          storeTimeout);
    }
  }
}
