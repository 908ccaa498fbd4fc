package org.pushj.examples.reader.load;

import static java.util.Comparator.comparing;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.examples.reader.LoadBalancer;
import org.pushj.examples.reader.ReaderProcess;
import org.pushj.examples.reader.storage.ReaderDatabase;
import org.pushj.examples.reader.storage.Storage;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.tck.FakeHub;
import org.pushj.tck.SubscriptionBuilder;

/**
 * Makes many leases due at the same moment, for three readers that share a database and a public
 * address, and kills the busiest with SIGKILL when a third of the leases is renewed.
 *
 * @param leases how many leases there are
 * @param claim the duration of claims
 */
record RenewalRush(int leases, Duration claim) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration OLD_LEASE = Duration.ofHours(2);

  /**
   * The outcome for the leases.
   *
   * @param leases how many there were
   * @param untilKill how long it took until the reader was killed
   * @param renewedAtKill how many were renewed by then
   * @param left how many the killed reader had claimed and not renewed
   * @param time how long it took until the last one was renewed
   * @param requestedAgain how many were requested from the hub more than once
   * @param refusals the statuses of responses that did not confirm a verification
   * @param renewed how many were renewed in the end
   */
  record Result(
      int leases,
      Duration untilKill,
      int renewedAtKill,
      int left,
      Duration time,
      int requestedAgain,
      List<String> refusals,
      int renewed) {

    /** Returns how many were not renewed. */
    int missed() {
      return leases - renewed;
    }

    /** Returns how many were renewed per second while all readers were running. */
    double perSecond() {
      return renewedAtKill * 1000.0 / untilKill.toMillis();
    }
  }

  /** Runs the experiment once, in an empty database. */
  Result run(ReaderDatabase.AtServer database) {
    CountingHub counts = new CountingHub();
    try (Storage storage = Storage.open(database.server());
        FakeHub hub = FakeHub.start().behaviour(counts);
        LoadBalancer balancer = LoadBalancer.start()) {
      add(storage, hub.url(), balancer.url().resolve("callback/"));
      Map<String, String> environment = new HashMap<>(database.environment());
      environment.put("PUSH_CALLBACK_BASE", balancer.url().toString());
      environment.put("PUSH_WORK_CLAIM", claim.toString());
      try (ReaderProcess first = ReaderProcess.start(environment);
          ReaderProcess second = ReaderProcess.start(environment);
          ReaderProcess third = ReaderProcess.start(environment)) {
        balancer.readers(first, second, third);
        return rush(database, storage, counts, List.of(first, second, third));
      }
    }
  }

  private Result rush(
      ReaderDatabase.AtServer database,
      Storage storage,
      CountingHub counts,
      List<ReaderProcess> readers) {
    Map<ReaderProcess, Duration> before =
        readers.stream().collect(toMap(identity(), ReaderProcess::worked));
    Instant begun = Instant.now();
    database.execute("UPDATE push_subscription SET due_at = " + begun.toEpochMilli());
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(OFTEN)
        .until(() -> counts.confirmed() >= leases / 3);
    // The one that did most has begun for sure: each looks every few seconds for what is due.
    Collections.max(readers, comparing(each -> each.worked().minus(before.get(each)))).kill();
    Instant killedAt = Instant.now();
    int renewedAtKill = counts.confirmed();
    int left = left(database, killedAt);
    awaitTheEnd(counts);
    return new Result(
        leases,
        Duration.between(begun, killedAt),
        renewedAtKill,
        left,
        Duration.between(begun, counts.lastConfirmedAt()),
        counts.topicsRequestedAgain(),
        counts.refusals(),
        renewedSince(begun, storage));
  }

  private static int renewedSince(Instant begun, Storage storage) {
    SubscriptionQuery query = SubscriptionQuery.all();
    int renewed = 0;
    for (List<Subscription> some = storage.subscriptions().list(query);
        !some.isEmpty();
        some = storage.subscriptions().list(query)) {
      renewed += (int) some.stream().filter(each -> isRenewed(each, begun)).count();
      query = query.after(some.get(some.size() - 1));
    }
    return renewed;
  }

  /** Inserts subscriptions with a running lease that are never due. */
  private void add(Storage storage, URI hub, URI callbacks) {
    Lease lease = Lease.of(Instant.now().minus(OLD_LEASE.dividedBy(2)), OLD_LEASE);
    for (int i = 0; i < leases; i++) {
      URI topic = URI.create("https://blog.example/" + i);
      Subscription subscription =
          SubscriptionBuilder.active()
              .request(SubscriptionRequest.of(topic).withHub(hub).unsigned())
              .topic(topic.toString())
              .hub(hub.toString())
              .callbackBase(callbacks.toString())
              .secret(null)
              .lease(lease)
              .build();
      if (!storage.subscriptions().add(subscription)) {
        throw new IllegalStateException("not added: " + subscription);
      }
    }
  }

  /**
   * Counts the claims of the killed reader: those made before the kill that remain after the others
   * had time to finish theirs.
   */
  private int left(ReaderDatabase.AtServer database, Instant killedAt) {
    Instant later = killedAt.plus(claim.dividedBy(2));
    Awaitility.await().atMost(claim).until(() -> Instant.now().isAfter(later));
    return (int)
        database.number(
            "SELECT count(*) FROM push_subscription WHERE claimed_until BETWEEN %d AND %d"
                .formatted(later.toEpochMilli(), killedAt.plus(claim).toEpochMilli()));
  }

  /** Waits until all leases are renewed and no reader sends requests. */
  private void awaitTheEnd(CountingHub counts) {
    try {
      Awaitility.await()
          .atMost(PATIENCE.plus(claim))
          .pollInterval(OFTEN)
          .until(() -> counts.confirmed() >= leases);
    } catch (ConditionTimeoutException missed) {
      // The result says how many.
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> counts.lastRequestAt().plus(QUIET).isBefore(Instant.now()));
  }

  private static boolean isRenewed(Subscription subscription, Instant begun) {
    Lease lease = subscription.lease();
    return subscription.state() == SubscriptionState.ACTIVE
        && subscription.open() == null
        && lease != null
        && !lease.startsAt().isBefore(begun);
  }
}
