package org.pushj.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushj.base.Numbers;

/**
 * What the callback endpoint takes. Immutable.
 *
 * @param maxUpdateBytes how large the content of an update may be, in bytes
 * @param maxBytesInMemory how many bytes of content all deliveries together may hold in memory
 * @param tellsOfWrongSignatures whether content with a wrong signature is answered 403
 * @param takesOldChallenges whether challenges of any visible ASCII characters are taken
 * @param lookupsKept how long deliveries go by a subscription that was looked up; zero for not at
 *     all
 * @param lastUpdatePrecision how exactly the time of the last update of a subscription is kept
 * @since 0.1
 */
public record CallbackSettings(
    int maxUpdateBytes,
    long maxBytesInMemory,
    boolean tellsOfWrongSignatures,
    boolean takesOldChallenges,
    Duration lookupsKept,
    Duration lastUpdatePrecision) {
  private static final Duration MAX_LOOKUPS_KEPT = Duration.ofMinutes(1);
  private static final Duration MAX_PRECISION = Duration.ofDays(30);
  private static final int SHARE_OF_HEAP = 4;

  /**
   * Checks the limits that the {@linkplain Builder builder} names.
   *
   * @throws IllegalArgumentException if a number is out of its limits; the message names it
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
    private boolean tellsOfWrongSignatures;
    private boolean takesOldChallenges;
    private Duration lookupsKept = Duration.ZERO;
    private Duration lastUpdatePrecision = Duration.ofHours(1);

    private Builder() {}

    /**
     * Sets how large the content of an update may be, as it comes and when it is decoded. What is
     * larger is answered 413. Default: 10 MiB.
     *
     * @param bytes 1 or more
     */
    public Builder maxUpdateBytes(int bytes) {
      this.maxUpdateBytes = bytes;
      return this;
    }

    /**
     * Sets how many bytes of content all deliveries together may hold in memory while they arrive
     * and until they are taken. What comes beyond is answered 503, so that the hub comes again. One
     * callback may hold a half of it, and the last quarter is for content of up to 64 KiB. Where
     * there is no room, bodies that take more than two seconds to arrive give way. Default: a
     * quarter of the heap, but four times {@link #maxUpdateBytes} at least.
     *
     * @param bytes four times {@link #maxUpdateBytes} or more
     */
    public Builder maxBytesInMemory(long bytes) {
      this.maxBytesInMemory = bytes;
      return this;
    }

    /**
     * Sets whether content with a wrong signature is answered 403. Default: no, it is dropped and
     * answered 200, which tells a guesser nothing (W3C WebSub section 7.1.2).
     */
    public Builder tellOfWrongSignatures(boolean tell) {
      this.tellsOfWrongSignatures = tell;
      return this;
    }

    /**
     * Sets whether a {@code hub.challenge} may have other visible ASCII characters than the
     * specification names, as those of old hubs do (W3C WebSub section 5.3). It has 1 to 1,024
     * characters in any case, and never those of markup. Default: no.
     */
    public Builder takeOldChallenges(boolean take) {
      this.takesOldChallenges = take;
      return this;
    }

    /**
     * Sets how long deliveries go by a subscription that was looked up before, so that not each one
     * asks the store. At most 10,000 are kept, and none that this subscriber has changed since. A
     * delivery is refused only by what the store has now: so a secret that another process has
     * exchanged counts at once. But for this long, content is taken for a subscription that another
     * process has ended, and content that is signed with a secret it has withdrawn. A hub's GET is
     * always answered from the store. Default: zero, each delivery asks the store.
     *
     * @param kept up to a minute; a few seconds do
     */
    public Builder keepLookups(Duration kept) {
      this.lookupsKept = kept;
      return this;
    }

    /**
     * Sets how exactly {@link org.pushj.Subscription#lastUpdateAt()} is kept. A delivery changes it
     * in the store, before the hub is answered, where the kept one is older than this: with many
     * subscriptions these are most of all writes, and a day makes them few. {@link
     * org.pushj.spi.SubscriptionQuery#silentSince} is then as inexact: choose less than the silence
     * that you ask for. Default: an hour.
     *
     * @param precision up to 30 days; zero for each delivery
     */
    public Builder lastUpdatePrecision(Duration precision) {
      this.lastUpdatePrecision = precision;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if a number is out of its limits; the message names it
     */
    public CallbackSettings build() {
      long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
      return new CallbackSettings(
          maxUpdateBytes,
          maxBytesInMemory == null ? Math.max(share, leastFor(maxUpdateBytes)) : maxBytesInMemory,
          tellsOfWrongSignatures,
          takesOldChallenges,
          lookupsKept,
          lastUpdatePrecision);
    }
  }
}
