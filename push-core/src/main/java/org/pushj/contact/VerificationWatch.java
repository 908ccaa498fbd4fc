package org.pushj.contact;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.Urls;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that hubs accept requests but do not verify them, as happens if the callback base is
 * wrong. A verification is overdue if its request is older than a minute and no hub has verified
 * any request at the callback base since. So one hub that is slow, or never verifies, raises no
 * alarm while others verify.
 *
 * <p>The requests are read from the store, because another node, or this one before a restart, may
 * have sent them: one page of the pending subscriptions, which every store finds by an index. No
 * index finds renewals that wait, since their subscriptions are active. For them, a few requests
 * that this process has sent are remembered and looked up by id, which also shows verifications
 * that other nodes received. A look costs the same however many subscriptions there are. Of a store
 * that cannot be searched, only those few are known.
 *
 * <p>Thread-safe. No lock is held while the store is asked.
 */
public final class VerificationWatch {
  private static final Logger LOG = LoggerFactory.getLogger(VerificationWatch.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration EVERY = Duration.ofSeconds(15);

  /** Requests beyond this number are not counted. */
  private static final int MAX_COUNTED = 100;

  private static final int MAX_REMEMBERED = 20;

  /** How many subscriptions are read at most in search of one that a hub has verified. */
  private static final int MAX_SEARCHED = 1000;

  private static final Instant NEVER = Instant.MIN;

  private final SubscriptionStore store;
  private final URI base;
  private final InstantSource clock;

  /** Requests that hubs have accepted since the last verification, and when each was sent. */
  private final Map<SubscriptionId, Instant> accepted = new LinkedHashMap<>();

  /** In milliseconds since 1970. */
  private final AtomicLong lastLook = new AtomicLong();

  private final AtomicBoolean isOverdue = new AtomicBoolean();

  private Instant lastVerified = NEVER;

  /** Makes the watch of one subscriber and its callback base. */
  public VerificationWatch(SubscriptionStore store, URI base, InstantSource clock) {
    this.store = store;
    this.base = base;
    this.clock = clock;
  }

  /** Called when a hub has accepted a request, which it is to verify next. */
  public void accepted(SubscriptionId id, OpenRequest request) {
    synchronized (accepted) {
      // A hub may verify before it answers.
      if (request.kind() == IntentKind.SUBSCRIBE
          && request.since().isAfter(lastVerified)
          && accepted.size() < MAX_REMEMBERED) {
        accepted.putIfAbsent(id, request.since());
      }
    }
  }

  /** Called when a hub has verified a request. */
  public void verified(OpenRequest request) {
    if (request.registration().callbackBase().equals(base)) {
      Instant now = clock.instant();
      synchronized (accepted) {
        lastVerified = now;
        accepted.values().removeIf(since -> !since.isAfter(now));
      }
    }
  }

  /** Does a {@link #look} every 15 seconds, for the log. */
  public void step() {
    long last = lastLook.get();
    Instant now = clock.instant();
    if (!Durations.isWithin(EVERY, Instant.ofEpochMilli(last), now)
        && lastLook.compareAndSet(last, now.toEpochMilli())) {
      try {
        Optional<Overdue> unused = look();
      } catch (StoreException e) {
        // Claims fail too, and say so at a higher level.
        LOG.debug("Cannot look for overdue verifications; trying again in {}", EVERY, e);
      }
    }
  }

  /**
   * Looks for overdue verifications, and logs when there are the first, and when there are none any
   * more.
   *
   * @throws StoreException if the store failed
   */
  public Optional<Overdue> look() {
    Instant now = clock.instant();
    lastLook.set(now.toEpochMilli());
    NavigableMap<SubscriptionId, Instant> waiting = new TreeMap<>();
    boolean isMoreRemembered = addRemembered(now, waiting);
    boolean isMorePending = addPending(now, waiting);
    removeAnswered(waiting);
    if (!waiting.isEmpty()) {
      addVerificationsOfOthers();
      removeAnswered(waiting);
    }
    Optional<Overdue> overdue =
        waiting.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Overdue(
                    base,
                    lastVerified(),
                    waiting.size(),
                    isMoreRemembered || isMorePending,
                    waiting.firstKey()));
    log(overdue);
    return overdue;
  }

  private void log(Optional<Overdue> overdue) {
    boolean wasOverdue = isOverdue.getAndSet(overdue.isPresent());
    if (overdue.isPresent() && !wasOverdue) {
      LOG.warn("The callback base may be wrong. {}", overdue.get().text());
    } else if (overdue.isEmpty() && wasOverdue) {
      LOG.info(
          "No verification is overdue any more at the callback base {}", Urls.forMessage(base));
    }
  }

  /**
   * Adds what this process has sent. What cannot be read is forgotten, and fails one look only.
   *
   * @return whether more renewals may wait
   */
  private boolean addRemembered(Instant now, Map<SubscriptionId, Instant> waiting) {
    Map<SubscriptionId, Instant> remembered = remembered(now);
    boolean isRenewal = false;
    for (Map.Entry<SubscriptionId, Instant> each : remembered.entrySet()) {
      SubscriptionId id = each.getKey();
      Instant since = each.getValue();
      Subscription found = read(id);
      if (found != null && isWaiting(found)) {
        waiting.put(id, waitingSince(found, since));
        isRenewal |= found.state() != SubscriptionState.PENDING;
      } else {
        forget(id);
        if (found != null) {
          addVerification(found);
        }
      }
    }
    return isRenewal && remembered.size() >= MAX_REMEMBERED;
  }

  private @Nullable Subscription read(SubscriptionId id) {
    try {
      return store.findById(id).orElse(null);
    } catch (RuntimeException e) {
      forget(id);
      throw e;
    }
  }

  private void forget(SubscriptionId id) {
    synchronized (accepted) {
      accepted.remove(id);
    }
  }

  private Map<SubscriptionId, Instant> remembered(Instant now) {
    Map<SubscriptionId, Instant> old;
    synchronized (accepted) {
      old = new LinkedHashMap<>(accepted);
    }
    old.values().removeIf(since -> !isOld(since, now));
    return old;
  }

  /** Adds what is pending in the store, and returns whether there may be more. */
  private boolean addPending(Instant now, Map<SubscriptionId, Instant> waiting) {
    SubscriptionQuery query =
        SubscriptionQuery.all().withState(SubscriptionState.PENDING).withLimit(MAX_COUNTED);
    if (!(store instanceof SearchableStore searchable)) {
      return false;
    }
    List<Subscription> pending = searchable.list(query);
    for (Subscription each : pending) {
      OpenRequest open = each.open();
      if (open != null
          && isWaiting(each)
          && (isOld(open.since(), now) || (isOverdue.get() && isSentAgain(each)))) {
        waiting.putIfAbsent(each.id(), waitingSince(each, open.since()));
      }
    }
    return pending.size() == MAX_COUNTED;
  }

  /** Tells whether a request at this callback base was accepted, and was not answered there yet. */
  private boolean isWaiting(Subscription subscription) {
    OpenRequest open = subscription.open();
    return open != null
        && open.kind() == IntentKind.SUBSCRIBE
        && open.registration().callbackBase().equals(base)
        && !subscription.paused()
        && !subscription.progress().hasProblem(Problem.Kind.DENIED);
  }

  /** Returns since when a verification is awaited: if a request was sent again, since the first. */
  private static Instant waitingSince(Subscription waiting, Instant sent) {
    Grant grant = waiting.grant();
    return isSentAgain(waiting)
        ? Durations.earlier(sent, grant == null ? waiting.createdAt() : grant.lease().endsAt())
        : sent;
  }

  private static boolean isSentAgain(Subscription subscription) {
    Problem problem = subscription.progress().problem();
    return problem != null && problem.kind() == Problem.Kind.UNVERIFIED;
  }

  private static boolean isOld(Instant since, Instant now) {
    return !since.plus(PATIENCE).isAfter(now);
  }

  /** Takes note of verifications that other nodes received, or this one before a restart. */
  private void addVerificationsOfOthers() {
    SubscriptionQuery query =
        SubscriptionQuery.all().withState(SubscriptionState.ACTIVE).withLimit(MAX_COUNTED);
    if (store instanceof SearchableStore searchable) {
      searchable.look(query, MAX_SEARCHED).found().forEach(this::addVerification);
    }
  }

  private void addVerification(Subscription subscription) {
    Grant grant = subscription.grant();
    if (grant != null && grant.registration().callbackBase().equals(base)) {
      synchronized (accepted) {
        lastVerified = Durations.later(lastVerified, grant.lease().startsAt());
      }
    }
  }

  private void removeAnswered(Map<SubscriptionId, Instant> waiting) {
    Instant last = lastVerified();
    waiting.values().removeIf(since -> !since.isAfter(last));
  }

  private Instant lastVerified() {
    synchronized (accepted) {
      return lastVerified;
    }
  }

  /**
   * Verifications that are overdue.
   *
   * @param base the callback base at which none arrived
   * @param last when the last one arrived there, as far as is known
   * @param requests how many requests wait
   * @param isMore whether there may be more, which were not counted
   * @param first the oldest of their subscriptions
   */
  public record Overdue(
      URI base, Instant last, int requests, boolean isMore, SubscriptionId first) {

    /** Returns what is overdue, and what to do. */
    public String text() {
      return ("No hub has verified a request at the callback base %s %s; %s for more than a minute,"
              + " the first for subscription %s. Diagnose it to see what answers there:"
              + " subscriber.operations().diagnose(id), or Diagnose on the admin page")
          .formatted(
              Urls.forMessage(base),
              last.equals(NEVER) ? "yet" : "since " + last,
              waiting(),
              first);
    }

    private String waiting() {
      return requests == 1
          ? "1 request has been waiting"
          : requests + (isMore ? " requests or more" : " requests") + " have been waiting";
    }
  }
}
