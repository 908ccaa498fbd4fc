package org.pushj.spi;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.text.Numbers;

/**
 * Which subscriptions to list. A null component does not restrict the result. A store needs an
 * index only for the state, the topic, the hub and those that are failing: it may check other
 * conditions one subscription at a time. Instants are compared to the nanosecond, although stores
 * keep them to the millisecond.
 *
 * @param state the {@link Subscription#state()}; null for any but {@link SubscriptionState#ENDED}
 * @param topic the topic of the target, compared as text: two requests may lead to one
 * @param hub the hub of the target, compared as text
 * @param leaseEndsBefore only subscriptions that have a lease, which ends before this instant
 * @param text a text that the topic or the resource contains, ignoring the case of ASCII letters;
 *     the empty text does not restrict the result
 * @param silentSince only subscriptions created before this instant that have received no content
 *     since; content of the last hour, or of the time set by {@link
 *     org.pushj.settings.CallbackSettings#lastUpdatePrecision}, may not be recorded yet
 * @param notAtCallbackBase only subscriptions with a {@linkplain Subscription#registration()
 *     registration} at another base than this one, compared character by character. A former grant
 *     is not considered, nor is an open request if there is a grant. Subscriptions without any
 *     request to a hub are not listed
 * @param failing whether the subscription {@linkplain Subscription#isFailing() is failing}
 * @param after the id after which the page starts: the last one of the previous page, which may
 *     have been removed since
 * @param limit the size of a page, 1 to {@value #MAX_PAGE}
 * @since 0.1
 */
public record SubscriptionQuery(
    @Nullable SubscriptionState state,
    @Nullable URI topic,
    @Nullable URI hub,
    @Nullable Instant leaseEndsBefore,
    @Nullable String text,
    @Nullable Instant silentSince,
    @Nullable URI notAtCallbackBase,
    @Nullable Boolean failing,
    @Nullable SubscriptionId after,
    int limit) {
  /** The maximum size of a page. */
  public static final int MAX_PAGE = 1000;

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is out of its bounds
   */
  public SubscriptionQuery {
    Numbers.oneTo("limit", limit, MAX_PAGE);
  }

  /** Returns the first page of all subscriptions. */
  public static SubscriptionQuery all() {
    return new SubscriptionQuery(null, null, null, null, null, null, null, null, null, MAX_PAGE);
  }

  /** Returns the query for one state only. */
  public SubscriptionQuery withState(SubscriptionState state) {
    return with(parts -> parts.state = state);
  }

  /** Returns the query for one topic only. */
  public SubscriptionQuery withTopic(URI topic) {
    return with(parts -> parts.topic = topic);
  }

  /** Returns the query for one hub only. */
  public SubscriptionQuery withHub(URI hub) {
    return with(parts -> parts.hub = hub);
  }

  /** Returns the query for leases that end before an instant. */
  public SubscriptionQuery withLeaseEndingBefore(Instant instant) {
    return with(parts -> parts.leaseEndsBefore = instant);
  }

  /** Returns the query for topics and resources that contain a text. */
  public SubscriptionQuery withText(String text) {
    return with(parts -> parts.text = text);
  }

  /** Returns the query for subscriptions that have received nothing since an instant. */
  public SubscriptionQuery withSilenceSince(Instant instant) {
    return with(parts -> parts.silentSince = instant);
  }

  /** Returns the query for subscriptions whose callback URL has another base than this one. */
  public SubscriptionQuery withCallbackBaseOtherThan(URI base) {
    return with(parts -> parts.notAtCallbackBase = base);
  }

  /** Returns the query for subscriptions that are failing, or for those that are not. */
  public SubscriptionQuery withFailing(boolean failing) {
    return with(parts -> parts.failing = failing);
  }

  /** Returns the query for the page that follows {@code last}. */
  public SubscriptionQuery after(Subscription last) {
    return after(last.id());
  }

  /** Returns the query for the page that follows the subscription with this id. */
  public SubscriptionQuery after(SubscriptionId last) {
    return with(parts -> parts.after = last);
  }

  /**
   * Returns the query with another page size.
   *
   * @throws IllegalArgumentException if the limit is out of its bounds
   */
  public SubscriptionQuery withLimit(int limit) {
    return with(parts -> parts.limit = limit);
  }

  private SubscriptionQuery with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.query();
  }

  /**
   * Tells whether a subscription meets all conditions other than the position of the page: for
   * stores that filter in memory, and for conditions that a database compares differently.
   */
  public boolean matches(Subscription subscription) {
    return matchesState(subscription.state())
        && (topic == null || topic.toString().equals(topicOf(subscription)))
        && (hub == null || hub.toString().equals(String.valueOf(subscription.hub())))
        && matchesLease(subscription.acceptedUntil())
        && matchesSilence(subscription)
        && matchesBase(subscription)
        && (failing == null || failing == subscription.isFailing())
        && (text == null
            || contains(subscription.topic().toString(), text)
            || contains(subscription.request().resource().toString(), text));
  }

  private static @Nullable String topicOf(Subscription subscription) {
    return subscription.target() == null ? null : subscription.topic().toString();
  }

  private boolean matchesState(SubscriptionState actual) {
    return state == null ? actual != SubscriptionState.ENDED : actual == state;
  }

  private boolean matchesLease(@Nullable Instant end) {
    return leaseEndsBefore == null || (end != null && end.isBefore(leaseEndsBefore));
  }

  private boolean matchesSilence(Subscription subscription) {
    Instant last = subscription.lastUpdateAt();
    return silentSince == null
        || (subscription.createdAt().isBefore(silentSince)
            && (last == null || last.isBefore(silentSince)));
  }

  private boolean matchesBase(Subscription subscription) {
    return notAtCallbackBase == null
        || subscription
            .registration()
            .filter(known -> !known.callbackBase().toString().equals(notAtCallbackBase.toString()))
            .isPresent();
  }

  private static boolean contains(String whole, String part) {
    return lower(whole).contains(lower(part));
  }

  /** Lowers A to Z alone. */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }

  /** The components while one of them is changed. */
  private static final class Parts {
    private @Nullable SubscriptionState state;
    private @Nullable URI topic;
    private @Nullable URI hub;
    private @Nullable Instant leaseEndsBefore;
    private @Nullable String text;
    private @Nullable Instant silentSince;
    private @Nullable URI notAtCallbackBase;
    private @Nullable Boolean failing;
    private @Nullable SubscriptionId after;
    private int limit;

    Parts(SubscriptionQuery query) {
      this.state = query.state;
      this.topic = query.topic;
      this.hub = query.hub;
      this.leaseEndsBefore = query.leaseEndsBefore;
      this.text = query.text;
      this.silentSince = query.silentSince;
      this.notAtCallbackBase = query.notAtCallbackBase;
      this.failing = query.failing;
      this.after = query.after;
      this.limit = query.limit;
    }

    SubscriptionQuery query() {
      return new SubscriptionQuery(
          state,
          topic,
          hub,
          leaseEndsBefore,
          text,
          silentSince,
          notAtCallbackBase,
          failing,
          after,
          limit);
    }
  }

  /**
   * The result of a search that examines a limited number of subscriptions.
   *
   * @param found the matching subscriptions, in the order of their ids
   * @param next the id after which to continue, as {@link SubscriptionQuery#after}; null if there
   *     are no more
   * @since 0.1
   */
  public record Page(List<Subscription> found, @Nullable SubscriptionId next) {

    /** Copies the list. */
    public Page {
      found = List.copyOf(found);
    }
  }
}
