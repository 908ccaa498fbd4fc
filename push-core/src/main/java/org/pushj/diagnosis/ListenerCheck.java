package org.pushj.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at what the inbox holds of a subscription that the listener has not taken. */
public final class ListenerCheck implements DiagnosticCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ListenerCheck.class);

  private final @Nullable UpdateInbox inbox;

  /** Makes the check; null: there is no inbox. */
  public ListenerCheck(@Nullable UpdateInbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public Check subject() {
    return Check.LISTENER;
  }

  @Override
  public Finding examine(Subscription subject, Instant now) {
    if (inbox == null) {
      return finding(
          Result.UNKNOWN, "There is no inbox: where the listener fails, the hub is answered 503");
    }
    if (!(inbox instanceof ManageableInbox listed)) {
      return finding(
          Result.UNKNOWN,
          "Updates cannot be counted: the inbox must implement " + ManageableInbox.class.getName());
    }
    try {
      List<InboxEntry> waiting = list(listed, subject, InboxEntry.State.WAITING);
      List<InboxEntry> parked = list(listed, subject, InboxEntry.State.PARKED);
      long failing = waiting.stream().filter(each -> each.error() != null).count();
      long late = waiting.stream().filter(each -> isLate(each, now)).count();
      String text =
          "Updates that wait: %s, of which %d failed before and %d are late; parked: %s"
              .formatted(number(waiting), failing, late, number(parked));
      Optional<String> error = error(parked).or(() -> error(waiting));
      return finding(
          failing + late + parked.size() > 0 ? Result.BAD : Result.OK,
          text + error.map(last -> "; last error: " + last).orElse(""));
    } catch (StoreException e) {
      LOG.warn("The inbox cannot be read for the diagnosis of subscription {}", subject.id(), e);
      return finding(Result.UNKNOWN, Diagnoser.withLog("The inbox failed: " + e.getMessage()));
    }
  }

  private static List<InboxEntry> list(
      ManageableInbox inbox, Subscription subject, InboxEntry.State state) {
    return inbox.list(ManageableInbox.Query.all().withState(state).withSubscription(subject.id()));
  }

  private static boolean isLate(InboxEntry entry, Instant now) {
    return entry.dueAt() != null && entry.dueAt().plus(OwnChecks.OVERDUE).isBefore(now);
  }

  private static String number(List<InboxEntry> page) {
    return page.size() + (page.size() < ManageableInbox.Query.MAX_PAGE ? "" : " or more");
  }

  private static Optional<String> error(List<InboxEntry> entries) {
    return entries.stream()
        .flatMap(each -> Optional.ofNullable(each.error()).stream())
        .reduce((first, last) -> last);
  }

  private static Finding finding(Result result, String text) {
    return new Finding(Check.LISTENER, result, text);
  }
}
