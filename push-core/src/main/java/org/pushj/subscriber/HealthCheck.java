package org.pushj.subscriber;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.PushHealth;
import org.pushj.PushHealth.Kind;
import org.pushj.PushHealth.Reason;
import org.pushj.Subscription;
import org.pushj.UpdateId;
import org.pushj.Urls;
import org.pushj.contact.VerificationWatch;
import org.pushj.endpoint.IntakeRun;
import org.pushj.monitoring.FailureLog;
import org.pushj.platform.Platform;
import org.pushj.platform.Ticker;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.text.Texts;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Looks whether a subscriber does its work. Each look is a few reads through indexes, all at the
 * same time, and ends within two seconds however slow the database is. Safe for use by several
 * threads.
 */
final class HealthCheck {
  private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
  private static final String LOG_NAME = HealthCheck.class.getPackageName();
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int MAX_NAMED = 3;
  private static final UpdateId NONE = new UpdateId(new UUID(0, 0));

  /** So many deliveries in a row are more than one that is wrong in itself. */
  private static final int MIN_FAILURES = 3;

  /** A count takes at most a tenth of the time. */
  private static final int PAUSES = 10;

  private static final Set<Kind> UNAVAILABLE =
      EnumSet.of(Kind.STORE_UNAVAILABLE, Kind.INBOX_UNAVAILABLE);

  private final Probe<Optional<Instant>> due;
  private final Probe<List<Subscription>> ended;
  private final Probe<Optional<VerificationWatch.Overdue>> overdue;
  private final @Nullable Probe<Optional<InboxEntry>> inbox;
  private final @Nullable Probe<UpdateInbox.Load> load;
  private final Supplier<List<HubHealth>> hubs;
  private final IntakeRun intake;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Duration claim;
  private final DeliverySettings limits;
  private final Duration limit;
  private final FailureLog failures;

  /**
   * Makes the check of one subscriber.
   *
   * @param intake takes the deliveries of hubs
   * @param executor runs the reads
   * @param claim how long claimed work may take
   * @param limits what the inbox may hold, and how long a read may take
   */
  HealthCheck(
      SubscriptionStore store,
      @Nullable UpdateInbox inbox,
      Supplier<List<HubHealth>> hubs,
      VerificationWatch verifications,
      IntakeRun intake,
      Executor executor,
      InstantSource clock,
      Platform platform,
      Duration claim,
      DeliverySettings limits) {
    SearchableStore search = store instanceof SearchableStore searchable ? searchable : null;
    EndedLeases leases = search == null ? null : new EndedLeases(search);
    this.due =
        new Probe<>(
            () -> search == null ? anything(store) : search.nextDue(), 0, executor, platform);
    this.ended =
        new Probe<>(
            () -> leases == null ? List.of() : leases.look(clock.instant()),
            PAUSES,
            executor,
            platform);
    this.overdue = new Probe<>(verifications::look, PAUSES, executor, platform);
    this.inbox =
        inbox == null ? null : new Probe<>(() -> inbox.findById(NONE), 0, executor, platform);
    this.load = inbox == null ? null : new Probe<>(inbox::load, PAUSES, executor, platform);
    this.hubs = hubs;
    this.intake = intake;
    this.clock = clock;
    this.ticker = platform.ticker();
    this.claim = claim;
    this.limits = limits;
    this.limit = Durations.shorter(MAX_TIME, limits.storeTimeout());
    this.failures = new FailureLog(LOG, Level.WARN, clock);
  }

  PushHealth look() {
    Probe<Optional<Instant>>.Look dueLook = due.begin(limit);
    Probe<List<Subscription>>.Look endedLook = ended.begin(limit);
    Probe<Optional<VerificationWatch.Overdue>>.Look overdueLook = overdue.begin(limit);
    Probe<Optional<InboxEntry>>.Look inboxLook = inbox == null ? null : inbox.begin(limit);
    Probe<UpdateInbox.Load>.Look loadLook = load == null ? null : load.begin(limit);
    List<Reason> reasons = new ArrayList<>();
    try {
      dueLook.fresh().ifPresent(at -> addOverdue(at, reasons));
      endedLook
          .latest()
          .filter(seen -> !seen.value().isEmpty())
          .ifPresent(seen -> add(Kind.LEASES_ENDED, ended(seen.value()), seen, reasons));
      overdueLook
          .latest()
          .ifPresent(
              seen ->
                  seen.value()
                      .ifPresent(
                          found -> add(Kind.VERIFICATIONS_OVERDUE, found.text(), seen, reasons)));
    } catch (RuntimeException e) {
      reasons.add(0, away(Kind.STORE_UNAVAILABLE, "The store of subscriptions", e));
    }
    intake
        .failures()
        .filter(run -> run.count() >= MIN_FAILURES)
        .map(HealthCheck::failing)
        .ifPresent(reasons::add);
    if (inboxLook != null && loadLook != null) {
      look(inboxLook, loadLook, reasons);
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

  private static Optional<Instant> anything(SubscriptionStore store) {
    Optional<Subscription> unused = store.findByKey("");
    return Optional.empty();
  }

  private void look(
      Probe<Optional<InboxEntry>>.Look inbox,
      Probe<UpdateInbox.Load>.Look load,
      List<Reason> reasons) {
    try {
      Optional<InboxEntry> unused = inbox.fresh();
      load.latest().ifPresent(seen -> add(seen, reasons));
    } catch (RuntimeException e) {
      reasons.add(0, away(Kind.INBOX_UNAVAILABLE, "The inbox", e));
    }
  }

  private void add(Probe.Seen<UpdateInbox.Load> seen, List<Reason> reasons) {
    UpdateInbox.Load counted = seen.value();
    if (isFull(counted)) {
      add(
          Kind.INBOX_FULL,
          "The inbox is full, with %s updates of %s bytes, %s of them parked; hubs are asked to try again later"
              .formatted(counted.updates(), counted.bytes(), counted.parked()),
          seen,
          reasons);
    }
    if (counted.parked() > 0) {
      add(
          Kind.UPDATES_PARKED,
          "%s of the updates in the inbox are parked: requeue or discard them"
              .formatted(counted.parked()),
          seen,
          reasons);
    }
  }

  /** Adds a reason, with its age if the database was too slow to read it again. */
  private void add(Kind kind, String text, Probe.Seen<?> seen, List<Reason> reasons) {
    Duration age = Duration.ofNanos(ticker.nanoTime() - seen.at());
    boolean isOld = age.compareTo(MAX_TIME) >= 0;
    reasons.add(new Reason(kind, isOld ? text + " (read " + Durations.words(age) + " ago)" : text));
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

  private static String ended(List<Subscription> ended) {
    Subscription first = ended.get(0);
    return "%s%s have a lease that has ended, the first of them %s to %s; the hubs are asked again"
        .formatted(
            ended.size(),
            ended.size() == EndedLeases.MAX_COUNTED ? " subscriptions or more" : " subscriptions",
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
