package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.QueuedPingBuilder;

/** A row that cannot be read is the problem of one ping, and of the nodes that cannot read it. */
interface UnreadablePingsContract {
  /** Less than such a row is passed over. */
  Duration SOON = Duration.ofMinutes(1);

  /** How long such a row is passed over, and more. */
  Duration LATE = Duration.ofMinutes(11);

  String BUSY = "https://topic.example/busy";

  /** Returns the nodes. */
  TwoNodes nodes();

  @Test
  default void unreadablePing_leavesOthersToBeSent() {
    ManageableQueue queue = emptyQueue();
    QueuedPing unread = add(queue, QueuedPingBuilder.asked().dueAt(NOW.minusSeconds(1)));
    QueuedPing other = add(queue, QueuedPingBuilder.asked().dueAt(NOW));
    damage(unread);

    assertThat(queue.claimDue(claim(NOW, 1)))
        .extracting(QueuedPing::id)
        .containsExactly(other.id());
    assertThat(queue.claimDue(claim(NOW.plus(SOON).minusMillis(1), 1))).isEmpty();
    assertThat(queue.list(ManageableQueue.Query.all().withLimit(1)))
        .extracting(QueuedPing::id)
        .containsExactly(other.id());

    repairPings();
    assertThat(queue.claimDue(claim(NOW.plus(LATE), 2)))
        .filteredOn(each -> each.id().equals(unread.id()))
        .singleElement()
        .satisfies(each -> assertThat(each.attempts()).isEqualTo(1));
  }

  @Test
  default void unreadablePing_isLeftToANodeThatCanReadIt() {
    PingQueue older = emptyQueue();
    PingQueue newer = new JpaPingQueue(nodes().two());
    QueuedPing unread = add(older, QueuedPingBuilder.asked().dueAt(NOW));
    damage(unread);
    assertThat(older.claimDue(claim(NOW, 5))).isEmpty();

    repairPings();
    assertThat(newer.claimDue(claim(NOW, 5)))
        .extracting(QueuedPing::id)
        .containsExactly(unread.id());
  }

  @Test
  default void unreadablePing_doesNotReplaceAnEarlierOneOfItsTopic() {
    PingQueue queue = emptyQueue();
    QueuedPing first = add(queue, QueuedPingBuilder.asked().topic(BUSY).dueAt(NOW));
    damage(add(queue, QueuedPingBuilder.asked().topic(BUSY).dueAt(NOW)));

    List<QueuedPing> claimed = queue.claimDue(claim(NOW, 5));

    assertThat(claimed).extracting(QueuedPing::id).containsExactly(first.id());
    assertThat(queue.complete(claimed)).isEqualTo(1);
    assertThat(queue.countWaiting()).isZero();
  }

  @Test
  default void unreadablePing_leavesItsPlaceToAnotherOfItsHub() {
    PingQueue queue = emptyQueue();
    damage(add(queue, QueuedPingBuilder.asked().dueAt(NOW.minusSeconds(1))));
    QueuedPing other = add(queue, QueuedPingBuilder.asked().topic(BUSY).dueAt(NOW));
    Set<String> taken = new HashSet<>();

    assertThat(queue.claimDue(new Claim(NOW, NOW.plus(SOON), 1, taken::add)))
        .extracting(QueuedPing::id)
        .containsExactly(other.id());
  }

  /** It may have waited for days before a node of another release came to it. */
  @Test
  default void pingThatNoNodeReads_isParkedADayAfterThatWasFound() {
    ManageableQueue queue = emptyQueue();
    QueuedPing unread = add(queue, QueuedPingBuilder.asked().dueAt(NOW));
    damage(unread);

    Instant found = NOW.plus(Duration.ofDays(3));
    Instant next = found.plus(Duration.ofDays(1));
    assertThat(queue.claimDue(claim(found, 1))).isEmpty();
    assertThat(queue.claimDue(claim(next.minusSeconds(1), 1))).isEmpty();
    assertThat(queue.countWaiting()).isEqualTo(1);
    assertThat(queue.claimDue(claim(next.plus(LATE), 1))).isEmpty();
    assertThat(queue.countWaiting()).isZero();

    repairPings();
    assertThat(queue.findById(unread.id()).orElseThrow().error())
        .isEqualTo("it cannot be read, since %s; the log says why", found);
    assertThat(queue.requeue(unread.id(), NOW)).isTrue();
  }

  /** More than a claim names in its statements. */
  @Test
  default void manyUnreadablePings_leaveOthersToBeSent() {
    PingQueue queue = emptyQueue();
    List<QueuedPing> unread =
        IntStream.range(0, 1200)
            .mapToObj(i -> QueuedPingBuilder.asked().dueAt(NOW.minusSeconds(1)).build())
            .toList();
    assertThat(queue.add(unread)).isTrue();
    nodes().update("UPDATE push_ping SET topic = 'no url'");
    QueuedPing other = add(queue, QueuedPingBuilder.asked().dueAt(NOW));

    assertThat(queue.claimDue(claim(NOW, 500)))
        .extracting(QueuedPing::id)
        .containsExactly(other.id());
  }

  private ManageableQueue emptyQueue() {
    nodes().clear("push_ping");
    return new JpaPingQueue(nodes().one());
  }

  private static Claim claim(Instant now, int limit) {
    return Claim.of(now, now.plus(SOON), limit);
  }

  private static QueuedPing add(PingQueue queue, QueuedPingBuilder builder) {
    QueuedPing ping = builder.build();
    assertThat(queue.add(List.of(ping))).isTrue();
    return ping;
  }

  /** Damages a topic, as somebody may who mends rows by hand. */
  private void damage(QueuedPing ping) {
    nodes().update("UPDATE push_ping SET topic = 'no url' WHERE id = '%s'".formatted(ping.id()));
  }

  private void repairPings() {
    nodes().update("UPDATE push_ping SET topic = '%s'".formatted(BUSY));
  }
}
