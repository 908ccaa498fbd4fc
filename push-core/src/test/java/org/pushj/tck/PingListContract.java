package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.PingChecks.assertSame;
import static org.pushj.tck.PingChecks.claimed;
import static org.pushj.tck.PingChecks.parked;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.OTHER_HUB;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.Samples.UNTIL;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** What is in the queue can be seen, counted, and cleared away. */
interface PingListContract extends PingContractBase {

  @Test
  default void list_filtersByStateHubAndTopic() {
    PingQueue queue = queue();
    QueuedPing parked = parked(queue, QueuedPingBuilder.asked().hub(OTHER_HUB), NOW);
    QueuedPing waiting = added(queue, QueuedPingBuilder.asked().topic(TOPIC).dueAt(LATER));
    QueuedPing other =
        added(queue, QueuedPingBuilder.asked().topic(TOPIC).hub(OTHER_HUB).dueAt(LATER));
    PingQueue.Query all = PingQueue.Query.all();

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
    PingQueue queue = queue();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pings.add(QueuedPingBuilder.asked().build());
    }
    for (int i = 4; i >= 0; i--) {
      assertTrue(queue.add(List.of(pings.get(i))));
    }
    PingQueue.Query query = PingQueue.Query.all().withLimit(2);

    List<QueuedPing> first = queue.list(query);
    List<QueuedPing> second = queue.list(query.after(first.get(1)));
    List<QueuedPing> third = queue.list(query.after(second.get(1)));

    assertSame(pings.subList(0, 2), first);
    assertSame(pings.subList(2, 4), second);
    assertSame(pings.subList(4, 5), third);
    assertSame(List.of(), queue.list(query.after(third.get(0))));
  }

  @Test
  default void countWaiting_countsWhatWaits_claimedOrNot() {
    PingQueue queue = queue();
    parked(queue, QueuedPingBuilder.asked(), NOW);
    claimed(queue);
    added(queue, QueuedPingBuilder.asked().dueAt(LATER));
    assertEquals(2, queue.countWaiting());
  }

  @Test
  default void purgeParked_removesInBatches_whatWasParkedBefore() {
    PingQueue queue = queue();
    QueuedPing young = parked(queue, QueuedPingBuilder.asked(), UNTIL);
    for (int i = 0; i < 5; i++) {
      parked(queue, QueuedPingBuilder.asked(), NOW);
    }
    QueuedPing waiting = added(queue, QueuedPingBuilder.asked().dueAt(LATER));

    assertEquals(0, queue.purgeParked(NOW, 10));
    assertEquals(2, queue.purgeParked(NOW.plusMillis(1), 2));
    assertEquals(3, queue.purgeParked(NOW.plusMillis(1), 10));
    assertEquals(0, queue.purgeParked(UNTIL, 10));
    assertHolds(queue, young, waiting);
  }
}
