package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.PushHealth;
import org.pushj.PushHealth.Kind;
import org.pushj.PushHealth.Reason;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Urls;
import org.pushj.contact.VerificationWatch;
import org.pushj.endpoint.IntakeRun;
import org.pushj.endpoint.StoreCalls;
import org.pushj.monitoring.FailureLog;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a subscriber does its work. Each look is a few reads through indexes, and a count
 * of the inbox, within a time limit. Safe for use by several threads.
 *
 * @param calls the time limit of the store and the inbox
 * @param claim how long claimed work may take
 * @param limits what the inbox may hold
 * @param failures where failures of the store and the inbox are logged
 * @param intake takes the deliveries of hubs
 */
record HealthCheck(
    SubscriptionStore store,
    @Nullable UpdateInbox inbox,
    Supplier<List<HubHealth>> hubs,
    VerificationWatch verifications,
    StoreCalls calls,
    InstantSource clock,
    Duration claim,
    DeliverySettings limits,
    FailureLog failures,
    IntakeRun intake) {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
  private static final String LOG_NAME = HealthCheck.class.getPackageName();

  /** Beyond that many they are not counted. */
  private static final int MAX_COUNTED = 100;

  private static final int MAX_NAMED = 3;

  /** So many deliveries in a row are more than one that is wrong in itself. */
  private static final int MIN_FAILURES = 3;

  private static final Set<Kind> UNAVAILABLE =
      EnumSet.of(Kind.STORE_UNAVAILABLE, Kind.INBOX_UNAVAILABLE);

  PushHealth look() {
    List<Reason> reasons = new ArrayList<>();
    try {
      if (store instanceof SearchableStore searchable) {
        look(searchable, reasons);
      } else {
        Optional<Subscription> unused = calls.call(() -> store.findByKey(""));
      }
      calls
          .call(verifications::look)
          .map(overdue -> new Reason(Kind.VERIFICATIONS_OVERDUE, overdue.text()))
          .ifPresent(reasons::add);
    } catch (RuntimeException e) {
      reasons.add(0, away(Kind.STORE_UNAVAILABLE, "The store of subscriptions", e));
    }
    intake
        .failures()
        .filter(run -> run.count() >= MIN_FAILURES)
        .map(HealthCheck::failing)
        .ifPresent(reasons::add);
    if (inbox != null) {
      look(inbox, reasons);
    }
    if (reasons.stream().map(Reason::kind).noneMatch(UNAVAILABLE::contains)) {
      failures.worked("The store and the inbox answer health checks again, after {} failures");
    }
    List<HubHealth> open = hubs.get().stream().filter(HubHealth::isOpen).toList();
    if (!open.isEmpty()) {
      reasons.add(new Reason(Kind.HUBS_OPEN, open(open)));
    }
    return new PushHealth(reasons);
  }

  private void look(SearchableStore store, List<Reason> reasons) {
    calls.call(store::nextDue).ifPresent(due -> addOverdue(due, reasons));
    List<Subscription> ended = calls.call(() -> ended(store));
    if (!ended.isEmpty()) {
      reasons.add(new Reason(Kind.LEASES_ENDED, ended(ended)));
    }
  }

  private void look(UpdateInbox inbox, List<Reason> reasons) {
    try {
      UpdateInbox.Load load = calls.call(inbox::load);
      if (isFull(load)) {
        reasons.add(
            new Reason(
                Kind.INBOX_FULL,
                "The inbox is full, with %s updates of %s bytes, %s of them parked; hubs are asked to try again later"
                    .formatted(load.updates(), load.bytes(), load.parked())));
      }
      if (load.parked() > 0) {
        reasons.add(
            new Reason(
                Kind.UPDATES_PARKED,
                "%s of the updates in the inbox are parked: requeue or discard them"
                    .formatted(load.parked())));
      }
    } catch (RuntimeException e) {
      reasons.add(0, away(Kind.INBOX_UNAVAILABLE, "The inbox", e));
    }
  }

  private static Reason failing(IntakeRun.Failures run) {
    return new Reason(
        Kind.DELIVERIES_FAILING,
        "The last %s deliveries of hubs were answered 503, since %s; the cause is in the log of %s"
            .formatted(run.count(), run.since(), "org.pushj.delivery"));
  }

  private boolean isFull(UpdateInbox.Load load) {
    return load.updates() >= limits.maxWaiting()
        || load.bytes() >= limits.maxWaitingBytes()
        || load.parked() >= limits.maxParked();
  }

  /** Work is begun soon after it is due, unless a rush of it or an end of a process comes first. */
  private void addOverdue(Instant due, List<Reason> reasons) {
    if (due.plus(claim.multipliedBy(3)).isBefore(clock.instant())) {
      reasons.add(
          new Reason(
              Kind.RENEWALS_OVERDUE,
              "Work on subscriptions has been due since %s: no process does it, or none keeps up; call"
                      .formatted(due)
                  + " start(), or runDueWork() every few seconds"));
    }
  }

  /** Those that were denied are left out: their hubs have an opinion, and somebody was told. */
  private List<Subscription> ended(SearchableStore store) {
    SubscriptionQuery query =
        SubscriptionQuery.all().withLeaseEndingBefore(clock.instant()).withLimit(MAX_COUNTED);
    return Stream.of(SubscriptionState.EXPIRED, SubscriptionState.FAILED)
        .flatMap(state -> store.list(query.withState(state)).stream())
        .limit(MAX_COUNTED)
        .toList();
  }

  private static String ended(List<Subscription> ended) {
    Subscription first = ended.get(0);
    return "%s%s have a lease that has ended, the first of them %s to %s; the hubs are asked again"
        .formatted(
            ended.size(),
            ended.size() == MAX_COUNTED ? " subscriptions or more" : " subscriptions",
            first.id(),
            Urls.forMessage(first.topic()));
  }

  private static String open(List<HubHealth> open) {
    return open.stream()
        .limit(MAX_NAMED)
        .map(each -> each.hub() + " until " + each.openUntil())
        .collect(
            Collectors.joining(
                ", ",
                open.size() == 1
                    ? "1 hub is failing; requests are paused for "
                    : open.size() + " hubs are failing; requests are paused, among them for ",
                ""));
  }

  private Reason away(Kind kind, String what, RuntimeException e) {
    LOG.atLevel(failures.failed()).setCause(e).log("{} does not answer a health check", what);
    return new Reason(
        kind,
        what
            + " does not answer: "
            + Texts.excerpt(Optional.ofNullable(e.getMessage()).orElse(e.toString()))
            + "; the cause is in the log of "
            + LOG_NAME);
  }
}
