package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.Samples.UNTIL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pushj.PingId;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** Steps and assertions that several parts of the {@link PingQueueContract} use. */
final class PingChecks {
  /** Longer than what is kept of an error, and beyond ASCII. */
  static final String LONG_ERROR = "\u00e9".repeat(QueuedPing.MAX_ERROR) + " and more";

  private PingChecks() {}

  static QueuedPing added(PingQueue queue, QueuedPingBuilder builder) {
    QueuedPing ping = builder.build();
    assertTrue(queue.add(List.of(ping)));
    return ping;
  }

  /** Adds a ping for {@link Samples#TOPIC}. */
  static QueuedPing addedAt(PingQueue queue, Instant dueAt) {
    return added(queue, QueuedPingBuilder.asked().topic(TOPIC).dueAt(dueAt));
  }

  /** Adds a ping that is due, and claims it until {@link Samples#UNTIL}. */
  static QueuedPing claimed(PingQueue queue) {
    return claimed(queue, QueuedPingBuilder.asked());
  }

  static QueuedPing claimed(PingQueue queue, QueuedPingBuilder builder) {
    QueuedPing added = added(queue, builder);
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertEquals(added.id(), claimed.id());
    return claimed;
  }

  /** Claims the only ping that is due. */
  static QueuedPing claimedOne(PingQueue queue, Instant now, Instant until) {
    List<QueuedPing> claimed = queue.claimDue(Claim.of(now, until, 10));
    assertEquals(1, claimed.size(), () -> "claimed: " + claimed);
    return claimed.get(0);
  }

  static QueuedPing parked(PingQueue queue, QueuedPingBuilder builder, Instant at) {
    QueuedPing claimed = claimed(queue, builder);
    assertTrue(queue.park(claimed, at, "never taken"));
    return claimed.parked(at, "never taken");
  }

  /** Asserts that the queue holds these pings and no others, whichever way it is asked. */
  static void assertHolds(PingQueue queue, QueuedPing... pings) {
    List<QueuedPing> expected = sorted(List.of(pings));
    if (queue instanceof ManageableQueue manageable) {
      assertSame(expected, manageable.list(ManageableQueue.Query.all()));
    }
    assertEquals(
        expected.stream().filter(each -> each.state() == QueuedPing.State.WAITING).count(),
        queue.countWaiting());
    for (QueuedPing ping : expected) {
      assertSame(List.of(ping), queue.findById(ping.id()).stream().toList());
    }
  }

  static void assertGone(PingQueue queue, PingId id) {
    assertEquals(Optional.empty(), queue.findById(id));
  }

  /** Asserts that the pings are equal, their URLs to the letter. */
  static void assertSame(List<QueuedPing> expected, List<QueuedPing> actual) {
    assertEquals(lines(expected), lines(actual));
    assertEquals(expected, actual);
  }

  static List<QueuedPing> sorted(List<QueuedPing> pings) {
    List<QueuedPing> sorted = new ArrayList<>(pings);
    sorted.sort(Comparator.comparing(QueuedPing::id));
    return sorted;
  }

  static List<PingId> ids(List<QueuedPing> pings) {
    return sorted(pings).stream().map(QueuedPing::id).toList();
  }

  private static String lines(List<QueuedPing> pings) {
    return String.join("\n", pings.stream().map(QueuedPing::toString).toList());
  }
}
