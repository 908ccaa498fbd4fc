package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.assertGone;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.Samples.BEYOND_ASCII;
import static org.pushj.tck.Samples.MAX_URL;
import static org.pushj.tck.Samples.NOW;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** What goes in comes out. */
interface PingAddContract extends PingContractBase {

  @Test
  default void queue_isEmpty_atFirst() {
    PingQueue queue = queue();
    assertHolds(queue);
    assertGone(queue, QueuedPingBuilder.asked().build().id());
    assertEquals(0, queue.countWaiting());
  }

  @Test
  default void add_keepsEveryFieldOfAPing() {
    PingQueue queue = queue();
    QueuedPing ping =
        added(
            queue,
            QueuedPingBuilder.asked()
                .hub("https://hub.example:443/?a=b&c=")
                .topic("HTTPS://Topic.example/%7Ea?q=%C3%A9")
                .changedAt(NOW.plusMillis(1))
                .dueAt(NOW.plusMillis(2)));
    assertHolds(queue, ping);
  }

  @Test
  default void add_keepsTheLongestUrls_andThoseBeyondAscii() {
    PingQueue queue = queue();
    String url = "https://u.example/";
    String longest = url + "u".repeat(MAX_URL - url.length());
    QueuedPing longs = added(queue, QueuedPingBuilder.asked().hub(longest).topic(longest));
    QueuedPing beyond = added(queue, QueuedPingBuilder.asked().hub(url).topic(url + BEYOND_ASCII));
    assertHolds(queue, longs, beyond);
  }

  @Test
  default void add_setsTheVersionOfAPing_whateverItWas() {
    PingQueue queue = queue();
    QueuedPing ping = QueuedPingBuilder.asked().build();
    assertTrue(queue.add(List.of(ping.withVersion(7))));
    assertHolds(queue, ping);
  }

  @Test
  default void add_addsAllThatItIsGiven() {
    PingQueue queue = queue();
    List<QueuedPing> pings = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pings.add(QueuedPingBuilder.asked().build());
    }
    assertTrue(queue.add(pings));
    assertTrue(queue.add(List.of()));
    assertHolds(queue, pings.toArray(QueuedPing[]::new));
    assertEquals(100, queue.countWaiting());
  }

  @Test
  default void afterCommit_runsAtOnce_whenThePingsAreInNoTransaction() {
    PingQueue queue = queue();
    List<String> ran = new ArrayList<>();
    added(queue, QueuedPingBuilder.asked());
    queue.afterCommit(() -> ran.add("ran"));
    assertEquals(List.of("ran"), ran);
  }
}
