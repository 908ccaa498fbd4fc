package org.pushj.jpa;

import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;
import org.pushj.tck.SubscriptionBuilder;

/**
 * Fills the tables with copies of rows that the stores have written: most subscriptions are active
 * at one hub and not due, most updates are done, and most pings wait for later.
 */
final class BigTables {
  /** What few subscriptions have: this hub, and this in their topic. */
  static final String RARE = "https://rare.example/";

  /** Before the time at which all others were made, and when content came to them last. */
  static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));

  private static final int DUE = 300;
  private static final int PILED_UP = 1100;

  private static final Map<String, String> WAITING =
      Map.of(
          "subscription_id", apart("s.n"),
          "place", "t.place + s.n",
          "due_at", "t.due_at + s.n");

  private final RowCopies copies;
  private final int rows;

  private BigTables(RowCopies copies, int rows) {
    this.copies = copies;
    this.rows = rows;
  }

  /** Fills the tables, which are there and empty, with so many rows each, and some hundred more. */
  static void fill(TestDatabase database, DataSource dataSource, int rows) throws SQLException {
    BigTables tables = new BigTables(new RowCopies(database, dataSource), rows);
    try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource)) {
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      tables.fill(new JpaPingQueue(boundary));
      tables.fill(new JpaUpdateInbox(boundary));
      tables.fill(new JpaSubscriptionStore(boundary));
    }
    analyze(database, dataSource);
  }

  /** Fills the inbox alone: so many updates are done, and as many wait that came later. */
  static void fillInbox(TestDatabase database, DataSource dataSource, int rows)
      throws SQLException {
    BigTables tables = new BigTables(new RowCopies(database, dataSource), rows);
    try (EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource)) {
      JpaUpdateInbox inbox = new JpaUpdateInbox(TransactionBoundary.resourceLocal(factory));
      tables.copyUpdate(addDone(inbox), rows, Map.of());
      tables.copyUpdate(add(inbox, UNTIL), rows, WAITING);
    }
    analyze(database, dataSource);
  }

  private static void analyze(TestDatabase database, DataSource dataSource) {
    if (database != TestDatabase.MARIADB) {
      TestDatabase.execute(dataSource, "ANALYZE");
      return;
    }
    for (String table :
        List.of("subscription", "subscription_key", "update", "update_seen", "ping")) {
      TestDatabase.execute(dataSource, "ANALYZE TABLE push_" + table);
    }
  }

  private void fill(JpaSubscriptionStore store) throws SQLException {
    Instant later = NOW.plus(Duration.ofDays(5));
    copy(store, SubscriptionBuilder.active().lastUpdateAt(NOW).dueAt(later), rows * 4 / 5);
    copy(
        store,
        SubscriptionBuilder.active().hub("https://other.example/").lastUpdateAt(NOW).dueAt(later),
        rows / 5);
    copy(store, rare().state(SubscriptionState.DENIED), DUE);
    copy(store, SubscriptionBuilder.active().state(SubscriptionState.FAILED).dueAt(NOW), DUE);
    Subscription claimed = SubscriptionBuilder.active().dueAt(NOW.minusSeconds(1)).build();
    store.add(claimed);
    store.claimDue(Claim.of(NOW.minusSeconds(1), UNTIL, 1));
    copy(claimed.id().toString(), DUE);
  }

  /** Begins a subscription that each condition of a list finds. */
  static SubscriptionBuilder rare() {
    return SubscriptionBuilder.active()
        .topic(RARE)
        .hub(RARE)
        .callbackBase(RARE)
        .createdAt(LONG_AGO)
        .lease(Duration.ofHours(1));
  }

  private void copy(JpaSubscriptionStore store, SubscriptionBuilder builder, int count)
      throws SQLException {
    Subscription subscription = builder.build();
    store.add(subscription);
    copy(subscription.id().toString(), count);
  }

  private void copy(String id, int count) throws SQLException {
    String copy = copies.copyId();
    copies.copy(
        "push_subscription",
        "id",
        id,
        count,
        Map.of(
            "id",
            copy,
            "data",
            "REPLACE(t.data, t.id, %s)".formatted(copy),
            "due_at",
            "t.due_at + s.n"));
    copies.copy(
        "push_subscription_key",
        "subscription_id",
        id,
        count,
        Map.of("subscription_id", copy, "unique_key", "CONCAT(s.n, '-', t.unique_key)"));
  }

  private void fill(JpaUpdateInbox inbox) throws SQLException {
    InboxEntry done = addDone(inbox);
    copyUpdate(
        done,
        rows,
        Map.of("subscription_id", apart("MOD(s.n, 5000)"), "settled_at", "t.settled_at + s.n"));
    copies.copy(
        "push_update_seen",
        "sha256",
        done.sha256(),
        rows,
        Map.of("subscription_id", "CONCAT('copy', s.n)", "received_at", "t.received_at + s.n"));
    InboxEntry parked = add(inbox, NOW.minusSeconds(60));
    inbox.claimDue(Claim.of(NOW, UNTIL, 1), false);
    inbox.park(inbox.findById(parked.id()).orElseThrow(), NOW, "failed");
    copyUpdate(parked, DUE, Map.of());
    copyUpdate(add(inbox, UNTIL.plusSeconds(60)), DUE, WAITING);
    copyUpdate(add(inbox, NOW.minusSeconds(1)), DUE, WAITING);
    // One is to be tried again later, and what came after it waits behind it.
    InboxEntry first = add(inbox, UNTIL);
    copyUpdate(first, PILED_UP, Map.of("place", "t.place + s.n", "due_at", "t.due_at - 60000"));
  }

  private static InboxEntry addDone(JpaUpdateInbox inbox) {
    InboxEntry done = add(inbox, NOW.minusSeconds(60));
    inbox.claimDue(Claim.of(NOW, UNTIL, 1), false);
    inbox.complete(inbox.findById(done.id()).orElseThrow(), NOW, true);
    return done;
  }

  private static String apart(String number) {
    return "CONCAT(LPAD(CONCAT(%s, ''), 8, '0'), SUBSTRING(t.subscription_id, 9))"
        .formatted(number);
  }

  private static InboxEntry add(JpaUpdateInbox inbox, Instant dueAt) {
    InboxEntryBuilder builder = InboxEntryBuilder.received().dueAt(dueAt);
    inbox.add(builder.build(), builder.content(), null);
    return builder.build();
  }

  private void copyUpdate(InboxEntry entry, int count, Map<String, String> changes)
      throws SQLException {
    copies.copyWithId("push_update", entry.id().toString(), count, changes);
  }

  private void fill(JpaPingQueue queue) throws SQLException {
    QueuedPing later = add(queue, UNTIL.plusSeconds(60));
    copies.copyWithId("push_ping", later.id().toString(), rows, Map.of("target", target("later")));
    QueuedPing due = add(queue, NOW.minusSeconds(1));
    copies.copyWithId("push_ping", due.id().toString(), DUE, Map.of("target", target("due")));
    QueuedPing same = add(queue, NOW.minusSeconds(100));
    copies.copyWithId("push_ping", same.id().toString(), PILED_UP, Map.of());
    for (String column : List.of("claimed", "parked")) {
      QueuedPing ping = add(queue, UNTIL);
      Map<String, String> changes =
          column.equals("claimed")
              ? Map.of("claimed", "1", "target", target("claimed"))
              : Map.of("state", "'PARKED'", "due_at", "NULL", "parked_at", "t.due_at");
      copies.copyWithId("push_ping", ping.id().toString(), DUE, changes);
    }
  }

  private static String target(String name) {
    return "CONCAT('%s', s.n)".formatted(name);
  }

  private static QueuedPing add(JpaPingQueue queue, Instant dueAt) {
    QueuedPing ping = QueuedPingBuilder.asked().dueAt(dueAt).build();
    queue.add(List.of(ping));
    return ping;
  }
}
