package org.pushj;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a hub has granted: it delivers the content of the topic to the callback until the lease ends
 * (W3C WebSub section 5.3).
 *
 * @param registration what the hub knows
 * @param lease for how long
 * @since 0.1
 */
public record Grant(Registration registration, Lease lease) {

  /** Tells whether the lease runs, so that content is accepted. */
  public boolean isAliveAt(Instant now) {
    return lease.isAliveAt(now);
  }

  /**
   * What a hub granted before the subscription went on to something else, or ended. While its lease
   * runs, content is accepted as long as the subscription is wanted, since a hub that was told of
   * the change may deliver in the old way for a while. Where more than the secret is another, the
   * hub is asked to end it (W3C WebSub section 6.1) after the new one was verified. It is
   * remembered for a day after its end, so that a hub that verifies the end once more is confirmed
   * once more.
   *
   * @param registration what the hub knows
   * @param endsAt when its lease ends, or when the hub verified its end
   * @param askedAt when the hub was asked to end it; null if it was not yet, or need not be
   * @since 0.1
   */
  public record Former(Registration registration, Instant endsAt, @Nullable Instant askedAt) {
    /** How long it is remembered after its end. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** Tells whether its lease runs. */
    public boolean isAliveAt(Instant now) {
      return now.isBefore(endsAt);
    }

    /** Tells whether there is no more reason to remember it. */
    public boolean isOverAt(Instant now) {
      return !now.isBefore(endsAt.plus(REMEMBERED));
    }

    /** Returns the topic at the hub. */
    public URI topic() {
      return registration.topic();
    }

    /** Returns the hub that granted it. */
    public URI hub() {
      return registration.hub();
    }

    /** Returns the token in the callback URL that this hub knows. */
    public CallbackToken callback() {
      return registration.callback();
    }

    /** Returns the secret that this hub knows; null where content is not signed. */
    public @Nullable Secret secret() {
      return registration.secret();
    }

    /** Returns the grant that the hub is asked to end now. */
    public Former askedAt(@Nullable Instant now) {
      return new Former(registration, endsAt, now);
    }

    /** Returns the grant after its hub has verified the end. */
    public Former endedAt(Instant now) {
      return new Former(registration, now.isBefore(endsAt) ? now : endsAt, askedAt);
    }
  }
}
