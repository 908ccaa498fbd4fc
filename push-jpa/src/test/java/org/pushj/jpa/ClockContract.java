package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.jpa.secrets.SecretCipher;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.DatabaseClock;
import org.pushj.jpa.sql.EntityManagerStatements;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.QueuedPingBuilder;
import org.pushj.tck.SubscriptionBuilder;

/** Two nodes whose clocks are ten minutes apart share work: neither takes what the other works. */
interface ClockContract {
  /** Shorter than the clocks are apart. */
  Duration CLAIM = Duration.ofMinutes(1);

  /** Returns the nodes. */
  TwoNodes nodes();

  @ParameterizedTest
  @ValueSource(ints = {10, -10})
  default void subscriptions_areShared_whenClocksAreApart(int minutes) {
    nodes().clear("push_subscription");
    SubscriptionStore off =
        new JpaSubscriptionStore(nodes().one(), SecretCipher.none(), apart(minutes));
    SubscriptionStore right = new JpaSubscriptionStore(nodes().two());
    for (int i = 0; i < 10; i++) {
      assertThat(off.add(SubscriptionBuilder.active().dueAt(due(i)).build())).isTrue();
    }
    areShared(
        new Node(
            off.clock(),
            (now, until) -> ids(off.claimDue(Claim.of(now, until, 5)), Subscription::id)),
        new Node(
            right.clock(),
            (now, until) -> ids(right.claimDue(Claim.of(now, until, 5)), Subscription::id)));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, -10})
  default void updates_areShared_whenClocksAreApart(int minutes) {
    nodes().clear("push_update");
    UpdateInbox off = new JpaUpdateInbox(nodes().one(), apart(minutes));
    UpdateInbox right = new JpaUpdateInbox(nodes().two());
    for (int i = 0; i < 10; i++) {
      InboxEntryBuilder update = InboxEntryBuilder.received().dueAt(due(i));
      off.add(update.build(), update.content(), null);
    }
    areShared(
        new Node(
            off.clock(),
            (now, until) -> ids(off.claimDue(Claim.of(now, until, 5), false), InboxEntry::id)),
        new Node(
            right.clock(),
            (now, until) -> ids(right.claimDue(Claim.of(now, until, 5), true), InboxEntry::id)));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, -10})
  default void pings_areShared_whenClocksAreApart(int minutes) {
    nodes().clear("push_ping");
    PingQueue off = new JpaPingQueue(nodes().one(), apart(minutes));
    PingQueue right = new JpaPingQueue(nodes().two());
    off.add(
        IntStream.range(0, 10)
            .mapToObj(i -> QueuedPingBuilder.asked().dueAt(due(i)).build())
            .toList());
    areShared(
        new Node(
            off.clock(),
            (now, until) -> ids(off.claimDue(Claim.of(now, until, 5)), QueuedPing::id)),
        new Node(
            right.clock(),
            (now, until) -> ids(right.claimDue(Claim.of(now, until, 5)), QueuedPing::id)));
  }

  @Test
  default void parkedUpdate_stays_whenAClockIsFoundToBeAMonthAhead() {
    nodes().clear("push_update");
    UpdateInbox right = new JpaUpdateInbox(nodes().two());
    InboxEntryBuilder update = InboxEntryBuilder.received().dueAt(due(0));
    right.add(update.build(), update.content(), null);
    Instant now = right.clock().instant();
    InboxEntry claimed = right.claimDue(Claim.of(now, now.plus(CLAIM), 1), false).get(0);
    assertThat(right.park(claimed, now, "poison")).isTrue();
    UpdateInbox off = new JpaUpdateInbox(nodes().one(), apart(31 * 24 * 60));

    Instant before = off.clock().instant().minus(Duration.ofDays(30));
    assertThat(off.purgeParked(before, 10)).isZero();
    assertThat(off.purgeParked(before, 10)).as("in the minute after").isZero();
    assertThat(right.load().parked()).isEqualTo(1);
  }

  @Test
  default void clocks_areCompared_byNodesThatOnlyReceiveOrPublish() {
    SubscriptionStore store =
        new JpaSubscriptionStore(nodes().one(), SecretCipher.none(), apart(10));
    UpdateInbox inbox = new JpaUpdateInbox(nodes().one(), apart(10));
    PingQueue queue = new JpaPingQueue(nodes().one(), apart(10));
    InboxEntryBuilder update = InboxEntryBuilder.received();

    store.findByCallback(CallbackToken.random());
    inbox.add(update.build(), update.content(), null);
    queue.add(List.of(QueuedPingBuilder.asked().build()));

    assertThat(List.of(store.clock(), inbox.clock(), queue.clock()))
        .allSatisfy(
            clock ->
                assertThat(clock.instant())
                    .isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS)));
  }

  @Test
  default void time_isTheSame_whateverTheTimeZoneOfTheSessionIs() {
    String zone =
        nodes().database() == TestDatabase.MARIADB
            ? "SET time_zone = '+09:00'"
            : "SET TIME ZONE 'Asia/Tokyo'";
    long time =
        nodes()
            .one()
            .call(
                entities -> {
                  entities.createNativeQuery(zone).executeUpdate();
                  Sql query = Database.valueOf(nodes().database().name()).time();
                  return new EntityManagerStatements(entities).list(query, Row::number).get(0);
                });
    assertThat(Instant.ofEpochMilli(time)).isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
  }

  private static void areShared(Node off, Node right) {
    assertThat(off.claim()).as("claimed by a clock that is found to be off").isEmpty();
    List<Object> first = right.claim();
    List<Object> second = off.claim();

    assertThat(first).hasSize(5);
    assertThat(second).hasSize(5).doesNotContainAnyElementsOf(first);
    assertThat(right.claim()).isEmpty();
    assertThat(off.claim()).isEmpty();
    assertThat(off.clock.instant()).isCloseTo(Instant.now(), within(2, ChronoUnit.SECONDS));
  }

  private static <T> List<Object> ids(List<T> claimed, Function<T, ?> id) {
    return claimed.stream().<Object>map(id).toList();
  }

  private static DatabaseClock apart(int minutes) {
    return new DatabaseClock(
        () -> Instant.now().plus(Duration.ofMinutes(minutes)), System::nanoTime);
  }

  private static Instant due(int number) {
    return Instant.now().minusSeconds(60L + number);
  }

  /**
   * A node.
   *
   * @param clock what it goes by
   * @param claims claims five at most
   */
  record Node(InstantSource clock, Claiming claims) {
    List<Object> claim() {
      Instant now = clock.instant();
      return claims.claim(now, now.plus(CLAIM));
    }
  }

  /** A claim. */
  interface Claiming {
    List<Object> claim(Instant now, Instant until);
  }
}
