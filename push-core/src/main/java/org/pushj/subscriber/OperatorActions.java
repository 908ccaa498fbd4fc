package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.Diagnosis;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.HubHealth;
import org.pushj.PushHealth;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.diagnosis.Diagnoser;
import org.pushj.lifecycle.Event;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of {@link Subscriber} for those who look after the subscriptions of an application. */
abstract class OperatorActions {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorActions.class);

  /** A thread of a container may wait for an action on many. */
  private static final Duration LIMIT_FOR_MANY = Duration.ofSeconds(20);

  private final Wishes wishes;
  private final SubscriptionStore store;
  private final @Nullable UpdateInbox inbox;
  private final Supplier<List<HubHealth>> hubs;
  private final Lifecycles lifecycles;
  private final Diagnoser diagnoser;
  private final HealthCheck health;
  private final Runnable wake;

  OperatorActions(
      Wishes wishes,
      SubscriptionStore store,
      @Nullable UpdateInbox inbox,
      Supplier<List<HubHealth>> hubs,
      Lifecycles lifecycles,
      Diagnoser diagnoser,
      HealthCheck health,
      Runnable wake) {
    this.wishes = wishes;
    this.store = store;
    this.inbox = inbox;
    this.hubs = hubs;
    this.lifecycles = lifecycles;
    this.diagnoser = diagnoser;
    this.health = health;
    this.wake = wake;
  }

  /**
   * Makes what failed, was given up, or waits for a hub due now, with its attempts counted anew:
   * the background work asks the hub, at the pace that hubs allow. What waits for nothing but its
   * renewal, or is {@linkplain #pause paused}, goes on as it is.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> retry(SubscriptionId id) {
    return one(id, new Event.Retry());
  }

  /**
   * Asks no hub for a subscription any more, on all nodes and over restarts, until it is
   * {@linkplain #resume resumed}: it is not renewed, not tried again and not looked up, whatever
   * the application subscribes to or renews meanwhile. The lease that runs goes on, and what the
   * hub verifies or delivers is taken; nobody is told of its end. A request that is just being made
   * goes on too, and is not made in another way if it fails. {@link Subscriber#unsubscribe} and
   * {@link Subscriber#forget} work, and end the pause.
   *
   * @return the subscription as it is now, unchanged if its end is wanted; empty if there is none
   *     with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> pause(SubscriptionId id) {
    return one(id, new Event.Pause());
  }

  /**
   * Ends a {@linkplain #pause pause}: the hub is asked at once by the background work, for a new
   * lease if one runs, with its attempts counted anew. A lease that ended meanwhile is told now.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> resume(SubscriptionId id) {
    return one(id, new Event.Resume());
  }

  /**
   * Does {@link #retry} with all subscriptions that match, one after the other. One that cannot be
   * read or changed holds up no other. Ends after 20 seconds; the outcome says where to go on.
   *
   * @param query its limit is how many are read at a time
   * @throws StoreException if the store could not list them; some may be changed already
   */
  public BulkOutcome retryAll(SubscriptionQuery query) {
    return all(query, new Event.Retry());
  }

  /**
   * Does {@link #pause} with all subscriptions that match, as {@link #retryAll} does: those of one
   * hub with {@link SubscriptionQuery#withHub}. One that comes to the hub later is not paused.
   */
  public BulkOutcome pauseAll(SubscriptionQuery query) {
    return all(query, new Event.Pause());
  }

  /** Does {@link #resume} with all subscriptions that match, as {@link #retryAll} does. */
  public BulkOutcome resumeAll(SubscriptionQuery query) {
    return all(query, new Event.Resume());
  }

  /**
   * Finds the topic of a request and its hubs, of which a new subscription asks the first. No hub
   * is asked, and nothing stored. Blocks until the page has answered.
   *
   * @return the topic, and the hubs that may be contacted, at least one
   * @throws DiscoveryException if no hub was found
   * @throws HubException if none of the hubs may be contacted
   */
  public TopicLinks discover(SubscriptionRequest request) {
    return lifecycles.discover(request);
  }

  /** Finds a subscription; empty if there is none, or it has ended. */
  public Optional<Subscription> find(SubscriptionId id) {
    return wishes.find(id);
  }

  /** Lists one page of the subscriptions. */
  public List<Subscription> list(SubscriptionQuery query) {
    return store.list(query);
  }

  /**
   * Finds the subscription to a request, by its resource and its hub if it names one; empty if
   * there is none, or it has ended.
   */
  public Optional<Subscription> find(SubscriptionRequest request) {
    return wishes.find(request);
  }

  /**
   * Lists one page of the subscriptions, but looks at no more than about so many: see {@link
   * SubscriptionStore#look}.
   */
  public SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
    return store.look(query, most);
  }

  /** Counts the subscriptions of each state: see {@link SubscriptionStore#countByState}. */
  public Map<SubscriptionState, Long> countByState() {
    return store.countByState();
  }

  /**
   * Finds out why nothing comes: looks at the subscription and its inbox, sends a signed request to
   * its own callback URL, reads the resource again, and asks the hub whether it is there and, where
   * its profile knows how, what it knows. Side by side, within the deadlines of the builder;
   * nothing is changed. What is away is a finding. Four run at a time; the next one waits.
   *
   * @return what was found; empty if there is no subscription with this id
   */
  public Optional<Diagnosis> diagnose(SubscriptionId id) {
    return diagnoser.diagnose(id);
  }

  /** Finds the earliest end of a lease that runs: see {@link SubscriptionStore#nextLeaseEnd}. */
  public Optional<Instant> nextLeaseEnd() {
    return store.nextLeaseEnd();
  }

  /**
   * Looks whether this subscriber does its work, for a load balancer or an alarm: a few quick reads
   * of the store and the inbox, within {@link
   * org.pushj.settings.DeliverySettings.Builder#storeTimeout} each. Never throws because of them.
   */
  public PushHealth health() {
    return health.look();
  }

  /** Returns the inbox of updates; empty if there is none. */
  public Optional<UpdateInbox> inbox() {
    return Optional.ofNullable(inbox);
  }

  /**
   * Returns how those hubs do that have failed and not worked since, in this process: at most
   * 10,000, in the order of their last use.
   */
  public List<HubHealth> hubs() {
    return hubs.get();
  }

  private Optional<Subscription> one(SubscriptionId id, Event event) {
    Optional<Subscription> changed =
        wishes.find(id).map(found -> lifecycles.apply(found, event).subscription());
    store.afterCommit(wake);
    return changed;
  }

  private BulkOutcome all(SubscriptionQuery query, Event event) {
    Instant end = lifecycles.now().plus(LIMIT_FOR_MANY);
    int done = 0;
    int failed = 0;
    boolean isOver = false;
    SubscriptionQuery next = query;
    List<Subscription> page;
    do {
      page = store.list(next);
      for (Iterator<Subscription> all = page.iterator(); all.hasNext() && !isOver; ) {
        Subscription each = all.next();
        try {
          done += isChanged(each, event) ? 1 : 0;
        } catch (StoreException e) {
          failed++;
          if (failed == 1) {
            LOG.warn("Subscription {} could not be changed by {}", each.id(), event, e);
          }
        }
        next = next.after(each);
        isOver = !lifecycles.now().isBefore(end);
      }
      store.afterCommit(wake);
    } while (!isOver && page.size() == next.limit());
    if (failed > 1) {
      LOG.warn("{} subscriptions could not be changed by {}", failed, event);
    }
    return new BulkOutcome(done, failed, isOver ? next.after() : null);
  }

  private boolean isChanged(Subscription known, Event event) {
    Lifecycles.Committed change = lifecycles.commit(known, event);
    lifecycles.carryOut(change);
    Subscription after = change.after();
    return after != null && !after.equals(change.before());
  }
}
