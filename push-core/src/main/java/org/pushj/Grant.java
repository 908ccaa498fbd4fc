package org.pushj;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hub's agreement to deliver the content of a topic to a callback until the lease ends (W3C
 * WebSub section 5.3).
 *
 * <p>Anyone who knows a callback can verify at it, so the two times differ: the hub is asked again
 * by the shortest lease that was verified for the request, and content is accepted until the
 * longest one ends.
 *
 * @param registration the parameters that the hub has
 * @param lease the shortest lease that was verified in the first minutes after the request
 * @param acceptedUntil when the longest lease that was ever verified ends, not before {@code lease}
 *     does: until then content is accepted
 * @param askedAt when the request was sent that was verified; null if the hub refused it after all
 * @param contested whether leases were verified of which one is more than twice as long as another:
 *     then not only the hub verifies here
 * @since 0.1
 */
public record Grant(
    Registration registration,
    Lease lease,
    Instant acceptedUntil,
    @Nullable Instant askedAt,
    boolean contested) {

  /** Makes what a hub granted by one verification. */
  public Grant(Registration registration, Lease lease) {
    this(registration, lease, lease.endsAt(), lease.startsAt(), false);
  }

  /**
   * Checks the order of the times.
   *
   * @throws IllegalArgumentException if content is accepted for less than the lease
   */
  public Grant {
    if (acceptedUntil.isBefore(lease.endsAt())) {
      throw new IllegalArgumentException(
          "acceptedUntil: must not be before the end of the lease, %s, was %s"
              .formatted(lease.endsAt(), acceptedUntil));
    }
  }

  /** Tells whether content is accepted. */
  public boolean isAliveAt(Instant now) {
    return now.isBefore(acceptedUntil);
  }

  /** Tells whether this is what was verified for a request. */
  public boolean isAnswerTo(OpenRequest request) {
    return registration.equals(request.registration()) && request.since().equals(askedAt);
  }

  /** Returns the grant with a later end of the acceptance of content. */
  public Grant withAcceptedUntil(Instant end) {
    return new Grant(registration, lease, end, askedAt, contested);
  }

  /**
   * Returns the grant after its hub has refused the request: content is accepted as before, and the
   * verification must have come from someone else.
   */
  public Grant withdrawn(Instant now) {
    Instant end = now.isBefore(lease.endsAt()) ? now : lease.endsAt();
    Instant start = lease.startsAt().isBefore(end) ? lease.startsAt() : end.minusMillis(1);
    return new Grant(registration, new Lease(start, end), acceptedUntil, null, true);
  }

  /**
   * The previous grant, after the subscription moved to a new one or ended. While its lease is
   * active, content is accepted as long as the subscription is wanted, since the hub may deliver
   * under it for a while. Its hub is asked to end it (W3C WebSub section 6.1) after the new one was
   * verified. It is remembered for a day after its end, so that repeated verifications of the end
   * are confirmed.
   *
   * @param registration the parameters that the hub has
   * @param endsAt when its lease ends, or when the hub verified its end
   * @param askedAt when the hub was first asked to end it; null if it was not yet, or need not be
   * @param dueAt when the hub is to be asked, or asked again; null if it need not be
   * @since 0.1
   */
  public record Former(
      Registration registration,
      Instant endsAt,
      @Nullable Instant askedAt,
      @Nullable Instant dueAt) {
    /** The time for which it is remembered after its end. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** Tells whether its lease is active. */
    public boolean isAliveAt(Instant now) {
      return now.isBefore(endsAt);
    }

    /** Tells whether its hub is still to be asked to end it, now or later. */
    public boolean isToBeEndedAt(Instant now) {
      return dueAt != null && isAliveAt(now);
    }

    /** Tells whether its hub is to be asked now to end it. */
    public boolean isDueAt(Instant now) {
      return dueAt != null && !dueAt.isAfter(now) && isAliveAt(now);
    }

    /** Tells whether it no longer has to be remembered. */
    public boolean isOverAt(Instant now) {
      return !now.isBefore(endsAt.plus(REMEMBERED));
    }

    /** Tells whether its callback was left after a time, which is when its hub is first asked. */
    public boolean isLeftAfter(Instant time) {
      return askedAt == null || askedAt.isAfter(time);
    }

    /** Returns the topic at the hub. */
    public URI topic() {
      return registration.topic();
    }

    /** Returns the hub that granted it. */
    public URI hub() {
      return registration.hub();
    }

    /** Returns the token in the callback URL that this hub uses. */
    public CallbackToken callback() {
      return registration.callback();
    }

    /** Returns the secret that this hub uses; null if content is not signed. */
    public @Nullable Secret secret() {
      return registration.secret();
    }

    /** Returns the grant whose hub is asked now to end it, and is asked again if it does not. */
    public Former askedAt(Instant now, Instant again) {
      return new Former(registration, endsAt, askedAt == null ? now : askedAt, again);
    }

    /** Returns the grant with another time at which its hub is to be asked; null for never. */
    public Former withDueAt(@Nullable Instant dueAt) {
      return new Former(registration, endsAt, askedAt, dueAt);
    }

    /** Returns the grant after its hub has verified the end. */
    public Former endedAt(Instant now) {
      return new Former(registration, now.isBefore(endsAt) ? now : endsAt, askedAt, null);
    }
  }
}
