package org.pushj.settings;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pushj.text.Numbers;
import org.pushj.time.Claims;
import org.pushj.time.Durations;

/**
 * How a subscriber with an inbox accepts and delivers updates. Immutable.
 *
 * @param work how many threads deliver, at most half of them for one subscription, and how updates
 *     are claimed
 * @param executor runs the listener; null for the subscriber's own threads
 * @param listenerTimeout the time limit for one call of the listener
 * @param retries when a failed delivery is retried
 * @param attempts how many attempts are made before an update is parked
 * @param inOrder whether the updates of one subscription are delivered one at a time, in order;
 *     null to let the listener decide
 * @param duplicateWindow how long repeated content is suppressed; 0 for never
 * @param retention how long an update is kept after its delivery; 0 for not at all
 * @param maxWaiting the approximate maximum of waiting and parked updates
 * @param maxWaitingBytes the approximate maximum size of their content, in bytes
 * @param maxParked the approximate maximum of parked updates
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
   * @throws IllegalArgumentException if a value exceeds its limits, or the claim is shorter than
   *     twice the time limit of the listener; the message names it
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
    if (work.perHubPerSecond() != 0) {
      throw new IllegalArgumentException(
          "perHubPerSecond must be 0 for deliveries, was " + work.perHubPerSecond());
    }
    int half = work.threads() / 2 + work.threads() % 2;
    work = work.toBuilder().perHub(Math.min(work.perHub(), half)).build();
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
    private WorkSettings.Builder work =
        WorkSettings.builder()
            .threads(8)
            .perHub(Integer.MAX_VALUE)
            .batch(16)
            .poll(Duration.ofSeconds(1));

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
     * Changes how updates are claimed, and how many are delivered concurrently. Defaults: 8
     * threads, of which half may deliver updates of one subscription; 16 updates are claimed at
     * once, for 5 minutes; every second a look for updates that are due for a retry, or were left
     * by another process. Updates added by this process are delivered at once. {@code perHub} is
     * the number of threads for one subscription, at most half of all; {@code perHubPerSecond} must
     * be 0.
     *
     * @param change its claim must be at least twice the {@linkplain #listenerTimeout time limit of
     *     the listener}
     */
    public Builder work(UnaryOperator<WorkSettings.Builder> change) {
      work = change.apply(work);
      return this;
    }

    /**
     * Sets the executor that runs the listener, for example a container's managed executor, or one
     * with virtual threads. A listener that hangs keeps its thread, so a bounded executor may be
     * exhausted; with one that runs the listener on the calling thread the time limit has no
     * effect. A rejected call is retried a second later and does not count as an attempt. Default:
     * as many daemon threads as needed.
     */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /**
     * Sets the time limit for one call of the listener. A call that exceeds it is interrupted and
     * counts as a failed attempt. If it ignores the interrupt, its transaction is ended, its thread
     * is abandoned and replaced, and the update is delivered again while the call is still running.
     * While 8 calls for a subscription hang, or 64 in all, no more are made. Default: 2 minutes.
     */
    public Builder listenerTimeout(Duration limit) {
      this.listenerTimeout = limit;
      return this;
    }

    /** Sets when a failed delivery is retried. Default: after 10 seconds up to 4 hours. */
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
     * which they were added to the inbox. A failing update then holds up those behind it, of its
     * subscription only, until it is parked. All processes that share an inbox must use the same
     * value. Default: the result of {@link org.pushj.UpdateListener#wantsOrder()}.
     */
    public Builder inOrder(boolean inOrder) {
      this.inOrder = inOrder;
      return this;
    }

    /**
     * Sets how long repetitions of the last content of a subscription are acknowledged without
     * being delivered again. Content that reverts to an earlier state is delivered. A longer window
     * covers hubs that repeat later. Default: 5 minutes.
     *
     * @param window 0 or more; 0 for never
     */
    public Builder duplicateWindow(Duration window) {
      this.duplicateWindow = window;
      return this;
    }

    /**
     * Sets how long a delivered update is kept, so that it can be replayed. Default: it is not
     * kept.
     *
     * <p>This is the only limit of what is kept: neither {@link #maxWaiting} nor {@link
     * #maxWaitingBytes} counts it. An inbox of 10 updates a second, each of 50 KB, keeps 300 GB in
     * a week.
     *
     * @param time 0 or more
     */
    public Builder retention(Duration time) {
      this.retention = time;
      return this;
    }

    /**
     * Sets the approximate maximum of waiting and parked updates; beyond it, hubs are asked to
     * retry later. While it is more than half reached, as one of the next two may be, one
     * subscription may add no more than a share of it an hour. Default: 1,000,000.
     */
    public Builder maxWaiting(long updates) {
      this.maxWaiting = updates;
      return this;
    }

    /**
     * Sets the approximate maximum size of the content of waiting and parked updates, in bytes;
     * beyond it, hubs are asked to retry later. Default: 64 GiB.
     */
    public Builder maxWaitingBytes(long bytes) {
      this.maxWaitingBytes = bytes;
      return this;
    }

    /**
     * Sets the approximate maximum of parked updates; beyond it, hubs are asked to retry later
     * until some are requeued or discarded. Acknowledged updates are not removed to make room.
     * Default: 100,000.
     */
    public Builder maxParked(long updates) {
      this.maxParked = updates;
      return this;
    }

    /**
     * Sets how long a parked update is kept, so that it can be requeued. After that it is removed,
     * and <b>lost</b>. This is the only way in which an inbox drops an acknowledged update: all
     * {@link #attempts} have failed, and no operator has requeued it within this time. The number
     * is logged as an error, and {@link org.pushj.subscriber.SubscriberStatistics#updatesExpired()}
     * counts them. Default: 30 days.
     *
     * @param time more than 0
     */
    public Builder parkedRetention(Duration time) {
      this.parkedRetention = time;
      return this;
    }

    /**
     * Sets how long the store and the inbox may take for a delivery before the hub is asked to
     * retry later. A slower call may still succeed; then the hub's retry is a duplicate. Default: 5
     * seconds.
     */
    public Builder storeTimeout(Duration limit) {
      this.storeTimeout = limit;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a value exceeds its limits, or the claim is shorter than
     *     twice the time limit of the listener; the message names it
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
