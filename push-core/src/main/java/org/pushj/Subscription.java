package org.pushj;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.urls.HttpOrigin;

/**
 * A subscription: the application's request and intent, the hub's grant, and the open request.
 * Immutable. A change takes effect when a store has replaced the old value by the new one.
 *
 * <p>The application's intent is stored apart from what hubs answer. It outlives every refusal, and
 * no denial or failed renewal ends an active lease. {@link #state()} is derived from the parts, so
 * that no two of them contradict each other.
 *
 * @param id identifies the subscription in the application
 * @param request the application's request; its resource is never replaced by the topic
 * @param wanted whether the application wants it; false after it has unsubscribed
 * @param target the topic and the hub: those of the grant; before, those that were found first.
 *     Null until they are found, and after the end
 * @param lookedUp the topic and the hub of the next request, where no page is read for it: it names
 *     its hub, or was read already, and the hub had no room for the request. Null if they are to be
 *     looked up
 * @param grant the hub's grant; null until the first verification
 * @param former the previous grant, with another hub, callback or secret; null if there is none
 * @param open the request that has not been verified yet; null if there is none
 * @param progress its progress
 * @param paused whether an operator has paused it: no hub is contacted until it is resumed. An
 *     active lease continues, and content is accepted
 * @param lastUpdateAt when content last arrived, with the precision of {@link
 *     org.pushj.settings.CallbackSettings#lastUpdatePrecision()}; null if none ever has
 * @param historyText the entries of {@link #history()} as one text
 * @param createdAt when the subscription was created
 * @param unknown what a later release has stored with it
 * @param version counts the changes in the store; a store compares it, and sets it
 * @since 0.1
 */
public record Subscription(
    SubscriptionId id,
    SubscriptionRequest request,
    boolean wanted,
    @Nullable Target target,
    @Nullable Target lookedUp,
    @Nullable Grant grant,
    Grant.@Nullable Former former,
    @Nullable OpenRequest open,
    Progress progress,
    boolean paused,
    @Nullable Instant lastUpdateAt,
    String historyText,
    Instant createdAt,
    UnknownLines unknown,
    long version) {

  /** Uses the target of the grant, if there is one. */
  public Subscription {
    target = grant == null ? target : grant.registration().target();
  }

  /** Returns a builder for a wanted subscription without target, grant and open request. */
  public static Builder builder(SubscriptionId id, SubscriptionRequest request, Instant createdAt) {
    return new Builder(id, request, createdAt);
  }

  /** Returns a builder that starts with this subscription. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Returns the state, which reports what last happened. {@link #isAliveAt} tells whether content
   * is accepted.
   */
  public SubscriptionState state() {
    return SubscriptionState.of(this);
  }

  /**
   * Returns the state at a given time: an active subscription is {@link SubscriptionState#EXPIRED}
   * after its lease, or {@link SubscriptionState#PENDING} once a new request was sent.
   */
  public SubscriptionState stateAt(Instant now) {
    SubscriptionState state = state();
    return state == SubscriptionState.ACTIVE && !isAliveAt(now)
        ? SubscriptionState.waiting(this)
        : state;
  }

  /**
   * Tells whether a lease is active. Content is then accepted, as long as the subscription is
   * wanted.
   */
  public boolean isAliveAt(Instant now) {
    return grant != null && grant.isAliveAt(now);
  }

  /** Returns the topic; until it is found, the resource. */
  public URI topic() {
    return target == null ? request.resource() : target.topic();
  }

  /** Returns the hub; null until it is found, and after the end. */
  public @Nullable URI hub() {
    return target == null ? null : target.hub();
  }

  /** Returns the latest lease, by which it is renewed; null if none was granted. */
  public @Nullable Lease lease() {
    return grant == null ? null : grant.lease();
  }

  /**
   * Tells whether it is not as the application wants it: its last request has failed, as that to
   * renew an active lease may, or it has no lease any more, was denied, or is given up.
   */
  public boolean isFailing() {
    return switch (state()) {
      case DENIED, EXPIRED, FAILED, GIVEN_UP -> true;
      case PENDING, ACTIVE, UNSUBSCRIBING -> attempts() > 0;
      case ENDED -> false;
    };
  }

  /** Returns until when content is accepted; null if no lease was granted. */
  public @Nullable Instant acceptedUntil() {
    return grant == null ? null : grant.acceptedUntil();
  }

  /** Returns the registration of the grant, or else of the open request. */
  public Optional<Registration> registration() {
    return Optional.ofNullable(grant)
        .map(Grant::registration)
        .or(() -> Optional.ofNullable(open).map(OpenRequest::registration));
  }

  /** Returns why the last request failed, in words; null if it succeeded. */
  public @Nullable String problem() {
    return progress.problem() == null ? null : progress.problem().text();
  }

  /** Returns how many consecutive requests failed. */
  public int attempts() {
    return progress.attempts();
  }

  /** Returns when the next work is due; null if none is, or it is paused. */
  public @Nullable Instant dueAt() {
    return progress.dueAt();
  }

  /**
   * Tells whether it has a lease whose end was not noticed yet. When work is claimed, that for such
   * leases goes first.
   */
  public boolean hasLease() {
    return grant != null && !progress.lapsed();
  }

  /**
   * Returns the lane of its next work: the scheme, host and port of what is contacted first; at
   * most 300 characters. That is the hub of a former grant that is to be ended; the hub of the next
   * request, if no page is read for it; or else the site of the resource. A few items of one lane
   * are done at a time.
   */
  public String lane() {
    return HttpOrigin.of(contacted());
  }

  private URI contacted() {
    Instant due = progress.dueAt();
    Instant end = former == null ? null : former.dueAt();
    if (former != null && end != null && (due == null || !end.isAfter(due))) {
      return former.hub();
    } else if (!wanted && target != null) {
      return target.hub();
    } else if (lookedUp != null) {
      return lookedUp.hub();
    }
    return request.hub() == null ? request.resource() : request.hub();
  }

  /**
   * Tells whether work that is due waits for its lane. The end of a lease, and what is left after
   * the end of a subscription, wait for none: hardly any of that contacts anybody.
   */
  public boolean contactsAt(Instant now) {
    return state() != SubscriptionState.ENDED && (!hasLease() || isAliveAt(now));
  }

  /**
   * Returns the latest entries of its history, the oldest first: see {@link Happening#MAX_KEPT}.
   */
  public List<Happening> history() {
    return Happening.read(historyText);
  }

  /**
   * Returns the text that is unique among subscriptions, {@link SubscriptionRequest#key()}: a
   * subscription is identified by what was asked for, whatever its page names by now. Null after
   * the end.
   */
  public @Nullable String key() {
    return state() == SubscriptionState.ENDED ? null : request.key();
  }

  /** Returns the subscription with the version that a store gives it. */
  public Subscription withVersion(long version) {
    return toBuilder().version(version).build();
  }

  /** Returns the subscription with another time at which work is due, as a store claims it. */
  public Subscription withDueAt(@Nullable Instant dueAt) {
    return toBuilder().progress(progress.withDueAt(dueAt)).build();
  }

  /**
   * Builds a subscription from its parts. Used by one thread.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final SubscriptionId id;
    private final Instant createdAt;
    private SubscriptionRequest request;
    private boolean wanted = true;
    private @Nullable Target target;
    private @Nullable Target lookedUp;
    private @Nullable Grant grant;
    private Grant.@Nullable Former former;
    private @Nullable OpenRequest open;
    private Progress progress = Progress.NONE;
    private boolean paused;
    private @Nullable Instant lastUpdateAt;
    private String historyText = "";
    private UnknownLines unknown = UnknownLines.NONE;
    private long version;

    private Builder(SubscriptionId id, SubscriptionRequest request, Instant createdAt) {
      this.id = id;
      this.request = request;
      this.createdAt = createdAt;
    }

    private Builder(Subscription start) {
      this(start.id, start.request, start.createdAt);
      this.wanted = start.wanted;
      this.target = start.target;
      this.lookedUp = start.lookedUp;
      this.grant = start.grant;
      this.former = start.former;
      this.open = start.open;
      this.progress = start.progress;
      this.paused = start.paused;
      this.lastUpdateAt = start.lastUpdateAt;
      this.historyText = start.historyText;
      this.unknown = start.unknown;
      this.version = start.version;
    }

    /** Sets the application's request. */
    public Builder request(SubscriptionRequest request) {
      this.request = request;
      return this;
    }

    /** Sets whether the application wants the subscription. Default: true. */
    public Builder wanted(boolean wanted) {
      this.wanted = wanted;
      return this;
    }

    /** Sets topic and hub, if there is no grant. Default: null. */
    public Builder target(@Nullable Target target) {
      this.target = target;
      return this;
    }

    /** Sets topic and hub of the next request. Default: null. */
    public Builder lookedUp(@Nullable Target lookedUp) {
      this.lookedUp = lookedUp;
      return this;
    }

    /** Sets the hub's grant. Default: null. */
    public Builder grant(@Nullable Grant grant) {
      this.grant = grant;
      return this;
    }

    /** Sets the previous grant. Default: null. */
    public Builder former(Grant.@Nullable Former former) {
      this.former = former;
      return this;
    }

    /** Sets the request that has not been verified yet. Default: null. */
    public Builder open(@Nullable OpenRequest open) {
      this.open = open;
      return this;
    }

    /** Sets its progress. Default: {@link Progress#NONE}. */
    public Builder progress(Progress progress) {
      this.progress = progress;
      return this;
    }

    /** Sets whether it is paused: no hub is contacted until it is resumed. Default: false. */
    public Builder paused(boolean paused) {
      this.paused = paused;
      return this;
    }

    /** Sets when content last arrived. Default: null. */
    public Builder lastUpdateAt(@Nullable Instant lastUpdateAt) {
      this.lastUpdateAt = lastUpdateAt;
      return this;
    }

    /** Sets the text of its history: see {@link Happening#added}. Default: empty. */
    public Builder historyText(String historyText) {
      this.historyText = historyText;
      return this;
    }

    /** Sets what a later release has stored with it. Default: {@link UnknownLines#NONE}. */
    public Builder unknown(UnknownLines unknown) {
      this.unknown = unknown;
      return this;
    }

    /** Sets the version. Default: 0. */
    public Builder version(long version) {
      this.version = version;
      return this;
    }

    /** Builds the subscription. */
    public Subscription build() {
      return new Subscription(
          id,
          request,
          wanted,
          target,
          lookedUp,
          grant,
          former,
          open,
          progress,
          paused,
          lastUpdateAt,
          historyText,
          createdAt,
          unknown,
          version);
    }
  }
}
