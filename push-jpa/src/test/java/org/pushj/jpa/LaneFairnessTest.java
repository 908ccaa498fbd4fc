package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Subscription;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;
import org.pushj.tck.SubscriptionBuilder;

/**
 * However much is due in a lane without room, and however many lanes there are, what is due in
 * another lane is found by one claim or two.
 */
@Tag("heavy")
class LaneFairnessTest {
  private static final int MANY = 100_000;

  /** More than a claim looks at at a time. */
  private static final int EACH = 1100;

  /** The number of the lane of a copy, which has so many. */
  private static final String LANE = "FLOOR(s.n / %d)".formatted(EACH);

  private static final int LIMIT = 100;
  private static final int WIDTH = 8;

  private static final String SLOW = "https://slow.example/";
  private static final String IDLE = "https://idle.example/";

  @ParameterizedTest
  @EnumSource
  void subscription_isClaimed_behindAHundredThousandOfAFullLane(TestDatabase database)
      throws Exception {
    try (Stores stores = new Stores(database)) {
      stores.copySubscription(SubscriptionBuilder.active().hub(SLOW), Map.of());
      Subscription idle = stores.add(SubscriptionBuilder.active().hub(IDLE).dueAt(NOW));
      Predicate<String> open = lane -> lane.startsWith("https://idle");

      assertThat(stores.subscriptions.claimDue(claim(open)))
          .extracting(Subscription::id)
          .containsExactly(idle.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void subscriptions_ofAHundredThousandLanes_areClaimedByAge_thoseWithALeaseFirst(
      TestDatabase database) throws Exception {
    try (Stores stores = new Stores(database)) {
      stores.copySubscription(
          SubscriptionBuilder.active().hub(SLOW),
          Map.of("lane", "CONCAT('https://h', s.n, '.example:443')", "has_lease", "0"));
      Subscription running = stores.add(SubscriptionBuilder.active().hub(IDLE).dueAt(NOW));
      List<Subscription> first = stores.subscriptions.claimDue(claim(width()));
      List<Subscription> second = stores.subscriptions.claimDue(claim(width()));

      assertThat(first).hasSize(LIMIT).extracting(Subscription::id).contains(running.id());
      assertThat(second).hasSize(LIMIT).doesNotContainAnyElementsOf(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void update_isClaimed_behindAHundredThousandOfAFullLane(TestDatabase database) throws Exception {
    for (boolean inOrder : new boolean[] {false, true}) {
      try (Stores stores = new Stores(database)) {
        InboxEntry slow = stores.add(InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1000)));
        stores.copyUpdate(slow, Map.of("place", "t.place + s.n"));
        InboxEntry idle = stores.add(InboxEntryBuilder.received().dueAt(NOW));
        Predicate<String> open = lane -> lane.equals(idle.subscription().toString());

        assertThat(stores.updates.claimDue(claim(open), inOrder))
            .extracting(InboxEntry::id)
            .containsExactly(idle.id());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void updates_ofAHundredThousandLanes_areClaimedOnce(TestDatabase database) throws Exception {
    for (boolean inOrder : new boolean[] {false, true}) {
      try (Stores stores = new Stores(database)) {
        InboxEntry first = stores.add(InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1000)));
        stores.copyUpdate(
            first,
            Map.of(
                "subscription_id",
                "CONCAT(LPAD(CONCAT(s.n, ''), 8, '0'), SUBSTRING(t.subscription_id, 9))"));
        List<InboxEntry> one = stores.updates.claimDue(claim(width()), inOrder);
        List<InboxEntry> two = stores.updates.claimDue(claim(width()), inOrder);

        assertThat(one).hasSize(LIMIT);
        assertThat(two).hasSize(LIMIT).doesNotContainAnyElementsOf(one);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ping_isClaimed_behindAHundredThousandOfAFullLane(TestDatabase database) throws Exception {
    try (Stores stores = new Stores(database)) {
      stores.copyPing(QueuedPingBuilder.asked().hub(SLOW), Map.of("target", "CONCAT('slow', s.n)"));
      QueuedPing idle = stores.add(QueuedPingBuilder.asked().hub(IDLE).dueAt(NOW));

      assertThat(stores.pings.claimDue(claim(IDLE::equals)))
          .extracting(QueuedPing::id)
          .containsExactly(idle.id());
    }
  }

  @ParameterizedTest
  @EnumSource
  void pings_ofAHundredThousandLanes_areClaimedOnce(TestDatabase database) throws Exception {
    try (Stores stores = new Stores(database)) {
      stores.copyPing(
          QueuedPingBuilder.asked().hub(SLOW),
          Map.of(
              "target", "CONCAT('t', s.n)",
              "hub", "CONCAT('https://h', s.n, '.example/')",
              "hub_key", "LPAD(CONCAT(s.n, ''), 22, '0')"));
      List<QueuedPing> one = stores.pings.claimDue(claim(width()));
      List<QueuedPing> two = stores.pings.claimDue(claim(width()));

      assertThat(one).hasSize(LIMIT);
      assertThat(two).hasSize(LIMIT).doesNotContainAnyElementsOf(one);
    }
  }

  /** The oldest of one lane hide the others, and those of the next ones hide what follows. */
  @ParameterizedTest
  @EnumSource
  void idleLane_isFound_behindSeveralFullOnes(TestDatabase database) throws Exception {
    for (int lanes : new int[] {2, 20}) {
      try (Stores stores = new Stores(database, lanes * EACH)) {
        stores.copySubscription(
            SubscriptionBuilder.active().hub(SLOW),
            Map.of("lane", "CONCAT('https://a', %s, '.example:443')".formatted(LANE)));
        Subscription subscription = stores.add(SubscriptionBuilder.active().hub(IDLE).dueAt(NOW));
        InboxEntry first = stores.add(InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1000)));
        stores.copyUpdate(
            first,
            Map.of(
                "subscription_id",
                "CONCAT(LPAD(CONCAT(%s, ''), 8, '0'), SUBSTRING(t.subscription_id, 9))"
                    .formatted(LANE),
                "due_at",
                "t.due_at + s.n"));
        InboxEntry update = stores.add(InboxEntryBuilder.received().dueAt(NOW));
        stores.copyPing(
            QueuedPingBuilder.asked().hub(SLOW),
            Map.of(
                "target",
                "CONCAT('t', s.n)",
                "hub",
                "CONCAT('https://a', %s, '.example/')".formatted(LANE),
                "hub_key",
                "LPAD(CONCAT(%s, ''), 22, '-')".formatted(LANE),
                "due_at",
                "t.due_at + s.n"));
        QueuedPing ping = stores.add(QueuedPingBuilder.asked().hub(IDLE).dueAt(NOW));

        assertThat(stores.subscriptions.claimDue(claim(lane -> lane.startsWith("https://idle"))))
            .extracting(Subscription::id)
            .containsExactly(subscription.id());
        Predicate<String> open = lane -> lane.equals(update.subscription().toString());
        assertThat(stores.updates.claimDue(claim(open), false))
            .extracting(InboxEntry::id)
            .containsExactly(update.id());
        assertThat(stores.pings.claimDue(claim(IDLE::equals)))
            .extracting(QueuedPing::id)
            .containsExactly(ping.id());
      }
    }
  }

  /**
   * As where there are many sites, and one does not keep up. What became due just now is found at
   * once; what became due in the middle of it by the tour, which passes over lanes in which all is
   * due later.
   */
  @ParameterizedTest
  @EnumSource
  void idleLane_isFound_amongManyInWhichAllIsDueLater(TestDatabase database) throws Exception {
    for (int behind : new int[] {0, 2 * EACH}) {
      try (Stores stores = new Stores(database, behind == 0 ? 20_000 : 3_000)) {
        String later = String.valueOf(NOW.plusSeconds(3600).toEpochMilli());
        stores.copySubscription(
            SubscriptionBuilder.active().hub(SLOW),
            Map.of("lane", "CONCAT('https://a', s.n, '.example:443')", "due_at", later));
        stores.copyPing(
            QueuedPingBuilder.asked().hub(SLOW),
            Map.of(
                "target",
                "CONCAT('later', s.n)",
                "hub_key",
                "LPAD(CONCAT(s.n, ''), 22, '-')",
                "due_at",
                later));
        stores.count = EACH;
        stores.copySubscription(SubscriptionBuilder.active().hub(SLOW), Map.of());
        stores.copyPing(
            QueuedPingBuilder.asked().hub(SLOW), Map.of("target", "CONCAT('slow', s.n)"));
        Subscription subscription = stores.add(SubscriptionBuilder.active().hub(IDLE).dueAt(NOW));
        QueuedPing ping = stores.add(QueuedPingBuilder.asked().hub(IDLE).dueAt(NOW));
        stores.count = behind;
        String newer = "t.due_at + 2000000 + s.n";
        stores.copySubscription(SubscriptionBuilder.active().hub(SLOW), Map.of("due_at", newer));
        stores.copyPing(
            QueuedPingBuilder.asked().hub(SLOW),
            Map.of("target", "CONCAT('slower', s.n)", "due_at", newer));
        Instant now = behind == 0 ? NOW : NOW.plusSeconds(2000);

        assertThat(
                stores.subscriptions.claimDue(claim(now, lane -> lane.startsWith("https://idle"))))
            .extracting(Subscription::id)
            .containsExactly(subscription.id());
        assertThat(stores.pings.claimDue(claim(now, IDLE::equals)))
            .extracting(QueuedPing::id)
            .containsExactly(ping.id());
      }
    }
  }

  private static Claim claim(Instant now, Predicate<String> lanes) {
    return new Claim(now, now.plusSeconds(300), LIMIT, lanes);
  }

  private static Claim claim(Predicate<String> lanes) {
    return new Claim(NOW, UNTIL, LIMIT, lanes);
  }

  /** Returns lanes of which each has as many places as run at a time. */
  private static Predicate<String> width() {
    Map<String, Integer> taken = new HashMap<>();
    return lane -> taken.merge(lane, 1, Integer::sum) <= WIDTH;
  }

  /** The stores of a new database. */
  private static final class Stores implements AutoCloseable {
    private final HikariDataSource dataSource;
    private final RowCopies copies;
    private final EntityManagerFactory factory;
    private final JpaSubscriptionStore subscriptions;
    private final JpaUpdateInbox updates;
    private final JpaPingQueue pings;
    private int count;

    Stores(TestDatabase database) {
      this(database, MANY);
    }

    Stores(TestDatabase database, int count) {
      this.count = count;
      dataSource = database.open();
      copies = new RowCopies(database, dataSource);
      factory = TestProvider.HIBERNATE.open(dataSource);
      TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
      subscriptions = new JpaSubscriptionStore(boundary);
      updates = new JpaUpdateInbox(boundary);
      pings = new JpaPingQueue(boundary);
    }

    Subscription add(SubscriptionBuilder builder) {
      Subscription added = builder.build();
      assertThat(subscriptions.add(added)).isTrue();
      return added;
    }

    InboxEntry add(InboxEntryBuilder builder) {
      InboxEntry added = builder.build();
      updates.add(added, builder.content(), null);
      return added;
    }

    QueuedPing add(QueuedPingBuilder builder) {
      QueuedPing added = builder.build();
      assertThat(pings.add(List.of(added))).isTrue();
      return added;
    }

    void copySubscription(SubscriptionBuilder builder, Map<String, String> changes)
        throws SQLException {
      Subscription one = add(builder.dueAt(NOW.minusSeconds(1000)));
      Map<String, String> all = new HashMap<>(changes);
      String copy = copies.copyId();
      all.put("id", copy);
      all.put("data", "REPLACE(t.data, t.id, %s)".formatted(copy));
      all.put("due_at", "t.due_at + s.n");
      copies.copy("push_subscription", "id", one.id().toString(), count, all);
    }

    void copyUpdate(InboxEntry one, Map<String, String> changes) throws SQLException {
      copies.copyWithId("push_update", one.id().toString(), count, changes);
    }

    void copyPing(QueuedPingBuilder builder, Map<String, String> changes) throws SQLException {
      QueuedPing one = add(builder.dueAt(NOW.minusSeconds(1000)));
      copies.copyWithId("push_ping", one.id().toString(), count, changes);
    }

    @Override
    public void close() {
      factory.close();
      dataSource.close();
    }
  }
}
