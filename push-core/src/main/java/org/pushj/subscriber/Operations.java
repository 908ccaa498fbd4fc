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
import org.pushj.PushHealth;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.diagnosis.Diagnoser;
import org.pushj.lifecycle.Intent;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators do with the subscriptions of an application: lists, counts, diagnosis, health, and
 * actions on one or many. Returned by {@link Subscriber#operations()}. Safe for use by several
 * threads.
 *
 * @since 0.1
 */
public final class Operations {
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

  /** A thread of a container may wait for an action on many. */
  private static final Duration LIMIT_FOR_MANY = Duration.ofSeconds(20);

  private final Intents intents;
  private final SubscriptionStore store;
  private final @Nullable SearchableStore search;
  private final @Nullable UpdateInbox inbox;
  private final Lifecycles lifecycles;
  private final Diagnoser diagnoser;
  private final HealthCheck health;
  private final Background background;
  private final Supplier<SubscriberStatistics> statistics;

  Operations(
      Intents intents,
      SubscriptionStore store,
      @Nullable SearchableStore search,
      @Nullable UpdateInbox inbox,
      Lifecycles lifecycles,
      Diagnoser diagnoser,
      HealthCheck health,
      Background background,
      Supplier<SubscriberStatistics> statistics) {
    this.intents = intents;
    this.store = store;
    this.search = search;
    this.inbox = inbox;
    this.lifecycles = lifecycles;
    this.diagnoser = diagnoser;
    this.health = health;
    this.background = background;
    this.statistics = statistics;
  }

  /**
   * Applies an action to a subscription.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> apply(OperatorAction action, SubscriptionId id) {
    Optional<Subscription> changed =
        intents.find(id).map(found -> lifecycles.apply(found, action.intent()).subscription());
    store.afterCommit(background::wake);
    return changed;
  }

  /**
   * Applies an action to all matching subscriptions, one after the other. One that cannot be read
   * or changed does not hold up the others. Stops after 20 seconds; the outcome says where to
   * continue.
   *
   * @param query its limit is the number read at a time. With {@link SubscriptionQuery#withHub},
   *     subscriptions that move to the hub later are not affected
   * @throws StoreException if the store could not list them; some may have been changed
   */
  public BulkOutcome applyToAll(OperatorAction action, SubscriptionQuery query) {
    Instant end = lifecycles.now().plus(LIMIT_FOR_MANY);
    int done = 0;
    int failed = 0;
    boolean isOver = false;
    SubscriptionQuery next = query;
    List<Subscription> page;
    do {
      page = search().list(next);
      for (Iterator<Subscription> all = page.iterator(); all.hasNext() && !isOver; ) {
        Subscription each = all.next();
        try {
          done += isChanged(each, action.intent()) ? 1 : 0;
        } catch (StoreException e) {
          failed++;
          if (failed == 1) {
            LOG.warn("Subscription {} could not be changed by {}", each.id(), action, e);
          }
        }
        next = next.after(each);
        isOver = !lifecycles.now().isBefore(end);
      }
      store.afterCommit(background::wake);
    } while (!isOver && page.size() == next.limit());
    if (failed > 1) {
      LOG.warn("{} subscriptions could not be changed by {}", failed, action);
    }
    return new BulkOutcome(done, failed, isOver ? next.after() : null);
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

  /** Finds the earliest end of an active lease: see {@link SearchableStore#nextLeaseEnd}. */
  public Optional<Instant> nextLeaseEnd() {
    return search().nextLeaseEnd();
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

  /**
   * Checks the health of this subscriber, for a load balancer or an alarm: a few quick reads of the
   * store and the inbox, all within two seconds, or {@link
   * org.pushj.settings.DeliverySettings.Builder#storeTimeout} if that is shorter. Failing reads are
   * reported as reasons, not thrown. Where a count is slow, the last one is reported with its age.
   */
  public PushHealth health() {
    return health.look();
  }

  /** Returns the inbox of updates; empty if there is none. */
  public Optional<UpdateInbox> inbox() {
    return Optional.ofNullable(inbox);
  }

  /**
   * Delivers again the updates of a subscription that the inbox has retained after their delivery:
   * see {@link DeliverySettings.Builder#retention}. In ordered delivery they come in the order of
   * arrival, before later updates; each keeps its id.
   *
   * @return how many updates are delivered again
   * @throws IllegalStateException if there is no inbox
   * @throws UnsupportedOperationException if it is no {@link org.pushj.spi.ManageableInbox}
   * @throws StoreException if the inbox failed
   */
  public int replay(SubscriptionId id) {
    return background.replay(id);
  }

  /** Returns the counters of this process, and the hubs that fail here. */
  public SubscriberStatistics statistics() {
    return statistics.get();
  }

  private SearchableStore search() {
    if (search == null) {
      throw new UnsupportedOperationException(
          "the store must implement " + SearchableStore.class.getName() + " for this");
    }
    return search;
  }

  private boolean isChanged(Subscription known, Intent.Action action) {
    Lifecycles.Committed change = lifecycles.commit(known, action);
    lifecycles.carryOut(change);
    Subscription after = change.after();
    return after != null && !after.equals(change.before());
  }
}
