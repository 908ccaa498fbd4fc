package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.addedAt;
import static org.pushj.tck.PingChecks.assertGone;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.PingChecks.assertSame;
import static org.pushj.tck.PingChecks.claimed;
import static org.pushj.tck.PingChecks.claimedOne;
import static org.pushj.tck.PingChecks.parked;
import static org.pushj.tck.Race.ROUNDS;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.OTHER_HUB;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.Samples.UNTIL;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** Operators list pings, and requeue and discard them. */
interface PingListContract extends PingContractBase {

  @Override
  ManageableQueue queue();

  @Override
  default ManageableQueue peer(PingQueue queue) {
    return (ManageableQueue) queue;
  }

  @Test
  default void list_filtersByStateHubAndTopic() {
    ManageableQueue queue = queue();
    QueuedPing parked = parked(queue, QueuedPingBuilder.asked().hub(OTHER_HUB), NOW);
    QueuedPing waiting = added(queue, QueuedPingBuilder.asked().topic(TOPIC).dueAt(LATER));
    QueuedPing other =
        added(queue, QueuedPingBuilder.asked().topic(TOPIC).hub(OTHER_HUB).dueAt(LATER));
    ManageableQueue.Query all = ManageableQueue.Query.all();

    assertSame(List.of(parked), queue.list(all.withState(QueuedPing.State.PARKED)));
    assertSame(List.of(waiting, other), queue.list(all.withState(QueuedPing.State.WAITING)));
    assertSame(List.of(parked, other), queue.list(all.withHub(URI.create(OTHER_HUB))));
    assertSame(List.of(waiting, other), queue.list(all.withTopic(URI.create(TOPIC))));
    assertSame(
        List.of(other),
        queue.list(all.withTopic(URI.create(TOPIC)).withHub(URI.create(OTHER_HUB))));
    assertSame(List.of(), queue.list(all.withHub(URI.create("HTTPS://other.example/hub"))));
    assertSame(List.of(), queue.list(all.withTopic(URI.create(TOPIC + "/"))));
    assertSame(
        List.of(), queue.list(all.withTopic(URI.create(TOPIC)).withState(QueuedPing.State.PARKED)));
  }

  @Test
  default void list_givesPingsPageAfterPage_inTheOrderOfIds() {
    ManageableQueue queue = queue();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pings.add(QueuedPingBuilder.asked().build());
    }
    for (int i = 4; i >= 0; i--) {
      assertTrue(queue.add(List.of(pings.get(i))));
    }
    ManageableQueue.Query query = ManageableQueue.Query.all().withLimit(2);

    List<QueuedPing> first = queue.list(query);
    List<QueuedPing> second = queue.list(query.after(first.get(1)));
    List<QueuedPing> third = queue.list(query.after(second.get(1)));

    assertSame(pings.subList(0, 2), first);
    assertSame(pings.subList(2, 4), second);
    assertSame(pings.subList(4, 5), third);
    assertSame(List.of(), queue.list(query.after(third.get(0))));
  }

  @Test
  default void requeue_startsAnew() {
    ManageableQueue queue = queue();
    QueuedPing parked = parked(queue, QueuedPingBuilder.asked(), NOW);
    assertTrue(queue.requeue(parked.id(), UNTIL));
    QueuedPing requeued = parked.waiting(UNTIL, 0, null);
    assertHolds(queue, requeued);
    assertFalse(queue.requeue(parked.id(), NOW));
    assertSame(
        List.of(requeued.waiting(LATER, 1, null)), queue.claimDue(Claim.of(UNTIL, LATER, 1)));
  }

  @Test
  default void requeueAndDiscard_areFalse_whenThePingWaitsOrIsUnknown() {
    ManageableQueue queue = queue();
    QueuedPing waiting = added(queue, QueuedPingBuilder.asked().dueAt(LATER));
    QueuedPing unknown = QueuedPingBuilder.asked().build();
    QueuedPing claimed = claimed(queue);
    for (QueuedPing each : List.of(waiting, unknown, claimed)) {
      assertFalse(queue.requeue(each.id(), NOW));
      assertFalse(queue.discard(each.id()));
    }
    assertHolds(queue, waiting, claimed);
  }

  @Test
  default void discard_removes_whatIsParked() {
    ManageableQueue queue = queue();
    QueuedPing parked = parked(queue, QueuedPingBuilder.asked(), NOW);
    assertTrue(queue.discard(parked.id()));
    assertFalse(queue.discard(parked.id()));
    assertFalse(queue.requeue(parked.id(), NOW));
    assertHolds(queue);
    assertGone(queue, parked.id());
  }

  @Test
  default void requeue_makesOneWithWhatWaits() {
    ManageableQueue queue = queue();
    QueuedPing parked = parked(queue, QueuedPingBuilder.asked().topic(TOPIC), NOW);
    assertTrue(queue.requeue(parked.id(), NOW));
    QueuedPing change = addedAt(queue, UNTIL);
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertSame(List.of(change.waiting(UNTIL, 1, null)), List.of(claimed));
    assertHolds(queue, claimed);
  }

  @RepeatedTest(ROUNDS)
  default void requeue_isWonByOne_whenSeveralRequeueOrDiscard() {
    ManageableQueue queue = queue();
    QueuedPing parked = parked(queue, QueuedPingBuilder.asked(), NOW);

    List<Boolean> wins =
        Race.between(
            queue,
            peer(queue),
            (way, number) ->
                number % 2 == 0 ? way.requeue(parked.id(), NOW) : way.discard(parked.id()));

    assertEquals(1, Collections.frequency(wins, true));
  }
}
