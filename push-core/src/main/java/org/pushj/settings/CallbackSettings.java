package org.pushj.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushj.text.Numbers;

/**
 * Limits and options of the callback endpoint. Immutable.
 *
 * @param maxUpdateBytes the maximum size of an update's content, in bytes
 * @param maxBytesInMemory the maximum size of the content that all deliveries hold in memory, in
 *     bytes
 * @param takesOldChallenges whether challenges may contain any visible ASCII characters
 * @param lookupsKept how long deliveries may use a cached subscription; zero for no cache
 * @param lastUpdatePrecision the precision of the time of a subscription's last update
 * @since 0.1
 */
public record CallbackSettings(
    int maxUpdateBytes,
    long maxBytesInMemory,
    boolean takesOldChallenges,
    Duration lookupsKept,
    Duration lastUpdatePrecision) {
  private static final Duration MAX_LOOKUPS_KEPT = Duration.ofMinutes(1);
  private static final Duration MAX_PRECISION = Duration.ofDays(30);
  private static final int SHARE_OF_HEAP = 4;

  /**
   * Checks the limits that the {@linkplain Builder builder} names.
   *
   * @throws IllegalArgumentException if a number exceeds its limits; the message names it
   */
  public CallbackSettings {
    Numbers.atLeastOne("maxUpdateBytes", maxUpdateBytes);
    checkUpTo(MAX_LOOKUPS_KEPT, "lookupsKept", lookupsKept);
    checkUpTo(MAX_PRECISION, "lastUpdatePrecision", lastUpdatePrecision);
    if (maxBytesInMemory < leastFor(maxUpdateBytes)) {
      throw new IllegalArgumentException(
          "maxBytesInMemory must be at least four times maxUpdateBytes, %s, was %s"
              .formatted(leastFor(maxUpdateBytes), maxBytesInMemory));
    }
  }

  private static void checkUpTo(Duration limit, String name, Duration value) {
    if (value.isNegative() || value.compareTo(limit) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + limit + ", was " + value);
    }
  }

  /** Returns the defaults. */
  public static CallbackSettings defaults() {
    return builder().build();
  }

  /** Returns a builder with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** One callback may hold a half, and content that grows is held twice for a moment. */
  private static long leastFor(int maxUpdateBytes) {
    return 4L * maxUpdateBytes;
  }

  /**
   * Builds the settings. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private int maxUpdateBytes = 10 << 20;
    private @Nullable Long maxBytesInMemory;
    private boolean takesOldChallenges;
    private Duration lookupsKept = Duration.ZERO;
    private Duration lastUpdatePrecision = Duration.ofHours(1);

    private Builder() {}

    /**
     * Sets the maximum size of an update's content, as received and after decoding. Larger content
     * is answered 413. Default: 10 MiB.
     *
     * @param bytes 1 or more
     */
    public Builder maxUpdateBytes(int bytes) {
      this.maxUpdateBytes = bytes;
      return this;
    }

    /**
     * Sets the maximum size of the content that all deliveries hold in memory from their arrival
     * until they are accepted. Beyond it the answer is 503, so that the hub retries. One callback
     * may use half of it, and the last quarter is reserved for content of up to 64 KiB. When memory
     * runs out, bodies that have been arriving for more than two seconds are evicted. Default: a
     * quarter of the heap, but at least four times {@link #maxUpdateBytes}.
     *
     * @param bytes four times {@link #maxUpdateBytes} or more
     */
    public Builder maxBytesInMemory(long bytes) {
      this.maxBytesInMemory = bytes;
      return this;
    }

    /**
     * Sets whether a {@code hub.challenge} may contain visible ASCII characters that the
     * specification does not allow, as those of old hubs do (W3C WebSub section 5.3). It must have
     * 1 to 1,024 characters and no markup in any case. Default: false.
     */
    public Builder takeOldChallenges(boolean take) {
      this.takesOldChallenges = take;
      return this;
    }

    /**
     * Sets how long deliveries may use a cached subscription instead of reading the store. At most
     * 10,000 are cached, and changes by this subscriber are seen at once. A delivery is refused
     * only after reading the store, so a secret replaced by another process is accepted at once.
     * But for this long, content may be accepted for a subscription that another process has ended,
     * or with a secret that it has withdrawn. A hub's GET is always answered from the store.
     * Default: zero; each delivery reads the store.
     *
     * @param kept up to a minute; a few seconds suffice
     */
    public Builder keepLookups(Duration kept) {
      this.lookupsKept = kept;
      return this;
    }

    /**
     * Sets the precision of {@link org.pushj.Subscription#lastUpdateAt()}. A delivery updates it in
     * the store, before the hub is answered, if the stored time is older than this. With many
     * subscriptions these are most of all writes, and a precision of a day avoids nearly all of
     * them. {@link org.pushj.spi.SubscriptionQuery#silentSince} has the same precision, so choose
     * less than the silence that you query for. Default: one hour.
     *
     * @param precision up to 30 days; zero to store the time of each delivery
     */
    public Builder lastUpdatePrecision(Duration precision) {
      this.lastUpdatePrecision = precision;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a number exceeds its limits; the message names it
     */
    public CallbackSettings build() {
      long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
      return new CallbackSettings(
          maxUpdateBytes,
          maxBytesInMemory == null ? Math.max(share, leastFor(maxUpdateBytes)) : maxBytesInMemory,
          takesOldChallenges,
          lookupsKept,
          lastUpdatePrecision);
    }
  }
}
