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
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of {@link Subscriber} for operating the subscriptions of an application. */
abstract class OperatorActions {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorActions.class);

  /** A thread of a container may wait for an action on many. */
  private static final Duration LIMIT_FOR_MANY = Duration.ofSeconds(20);

  private final Wishes wishes;
  private final SubscriptionStore store;
  private final @Nullable SearchableStore search;
  private final @Nullable UpdateInbox inbox;
  private final Supplier<List<HubHealth>> hubs;
  private final Lifecycles lifecycles;
  private final Diagnoser diagnoser;
  private final HealthCheck health;
  private final Runnable wake;

  OperatorActions(
      Wishes wishes,
      SubscriptionStore store,
      @Nullable SearchableStore search,
      @Nullable UpdateInbox inbox,
      Supplier<List<HubHealth>> hubs,
      Lifecycles lifecycles,
      Diagnoser diagnoser,
      HealthCheck health,
      Runnable wake) {
    this.wishes = wishes;
    this.store = store;
    this.search = search;
    this.inbox = inbox;
    this.hubs = hubs;
    this.lifecycles = lifecycles;
    this.diagnoser = diagnoser;
    this.health = health;
    this.wake = wake;
  }

  /**
   * Retries a subscription that has failed, was given up, or waits for a hub: its work is due now,
   * and its attempts are reset. Background work sends the request, at the pace that hubs allow. A
   * subscription that only waits for its renewal, or is {@linkplain #pause paused}, is unchanged.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> retry(SubscriptionId id) {
    return one(id, new Event.Retry());
  }

  /**
   * Pauses a subscription on all nodes, across restarts, until it is {@linkplain #resume resumed}:
   * it is not renewed, retried or looked up, even if the application subscribes or renews in the
   * meantime. An active lease continues, and verifications and content are accepted; its end is not
   * reported. A request in flight continues, without a fallback if it fails. {@link
   * Subscriber#unsubscribe} and {@link Subscriber#forget} still work, and end the pause.
   *
   * @return the subscription as it is now, unchanged if it is being unsubscribed; empty if there is
   *     none with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> pause(SubscriptionId id) {
    return one(id, new Event.Pause());
  }

  /**
   * Ends a {@linkplain #pause pause}: background work contacts the hub at once, for a new lease if
   * one is active, and the attempts are reset. If the lease has ended in the meantime, that is
   * reported now.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> resume(SubscriptionId id) {
    return one(id, new Event.Resume());
  }

  /**
   * Applies {@link #retry} to all matching subscriptions, one after the other. One that cannot be
   * read or changed does not hold up the others. Stops after 20 seconds; the outcome says where to
   * continue.
   *
   * @param query its limit is the number read at a time
   * @throws StoreException if the store could not list them; some may have been changed
   */
  public BulkOutcome retryAll(SubscriptionQuery query) {
    return all(query, new Event.Retry());
  }

  /**
   * Applies {@link #pause} to all matching subscriptions, as {@link #retryAll} does: those of one
   * hub with {@link SubscriptionQuery#withHub}. Subscriptions that move to the hub later are not
   * paused.
   */
  public BulkOutcome pauseAll(SubscriptionQuery query) {
    return all(query, new Event.Pause());
  }

  /** Applies {@link #resume} to all matching subscriptions, as {@link #retryAll} does. */
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

  /**
   * Tells whether the store is a {@link SearchableStore}. If not, the methods that list, count or
   * change many subscriptions throw {@link UnsupportedOperationException}.
   */
  public boolean isSearchable() {
    return search != null;
  }

  /** Lists one page of the subscriptions. */
  public List<Subscription> list(SubscriptionQuery query) {
    return search().list(query);
  }

  /**
   * Finds the subscription to a request, by its resource and its hub if it names one; empty if
   * there is none, or it has ended.
   */
  public Optional<Subscription> find(SubscriptionRequest request) {
    return wishes.find(request);
  }

  /**
   * Lists one page of the subscriptions, examining only about a given number of them: see {@link
   * SearchableStore#look}.
   */
  public SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
    return search().look(query, most);
  }

  /** Counts the subscriptions in each state: see {@link SearchableStore#countByState}. */
  public Map<SubscriptionState, Long> countByState() {
    return search().countByState();
  }

  /**
   * Diagnoses a subscription, for example one that receives nothing: checks the subscription and
   * its inbox, sends a signed request to its own callback URL, reads the resource again, and
   * contacts the hub, for its view of the subscription too if its profile supports that. The checks
   * run concurrently, within the deadlines of the builder, and change nothing. Unreachable parts
   * are reported as findings. Four diagnoses run at a time; others wait.
   *
   * @return the diagnosis; empty if there is no subscription with this id
   */
  public Optional<Diagnosis> diagnose(SubscriptionId id) {
    return diagnoser.diagnose(id);
  }

  /** Finds the earliest end of an active lease: see {@link SearchableStore#nextLeaseEnd}. */
  public Optional<Instant> nextLeaseEnd() {
    return search().nextLeaseEnd();
  }

  /**
   * Checks the health of this subscriber, for a load balancer or an alarm: a few quick reads of the
   * store and the inbox, each within {@link
   * org.pushj.settings.DeliverySettings.Builder#storeTimeout}. Failing reads are reported as
   * reasons, not thrown.
   */
  public PushHealth health() {
    return health.look();
  }

  /** Returns the inbox of updates; empty if there is none. */
  public Optional<UpdateInbox> inbox() {
    return Optional.ofNullable(inbox);
  }

  /**
   * Returns the health of the hubs that have failed and not succeeded since, in this process: at
   * most 10,000, in the order of their last use.
   */
  public List<HubHealth> hubs() {
    return hubs.get();
  }

  private SearchableStore search() {
    if (search == null) {
      throw new UnsupportedOperationException(
          "the store must implement " + SearchableStore.class.getName() + " for this");
    }
    return search;
  }

  private Optional<Subscription> one(SubscriptionId id, Event event) {
    Optional<Subscription> changed =
        wishes.find(id).map(found -> lifecycles.apply(found, event).subscription());
    store.afterCommit(wake);
    return changed;
  }

  private BulkOutcome all(SubscriptionQuery query, Event event) {
    SearchableStore search = search();
    Instant end = lifecycles.now().plus(LIMIT_FOR_MANY);
    int done = 0;
    int failed = 0;
    boolean isOver = false;
    SubscriptionQuery next = query;
    List<Subscription> page;
    do {
      page = search.list(next);
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
