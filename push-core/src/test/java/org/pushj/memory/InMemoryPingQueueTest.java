package org.pushj.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.ManageableQueueContract;
import org.pushj.tck.ManualClock;
import org.pushj.tck.QueuedPingBuilder;

class InMemoryPingQueueTest implements ManageableQueueContract {
  private static final String TOPIC = "https://topic.example/";

  private final ManageableQueue queue = new InMemoryPingQueue();

  @Override
  public ManageableQueue queue() {
    return queue;
  }

  @Test
  void add_isRefused_whenTheQueueIsFull() {
    ManageableQueue small = new InMemoryPingQueue(2);
    assertThat(add(small)).isTrue();
    assertThat(small.add(List.of(ping(), ping()))).isFalse();
    assertThat(small.countWaiting()).isEqualTo(1);
    assertThat(add(small)).isTrue();
    assertThat(add(small)).isFalse();
    QueuedPing claimed = claim(small);
    assertThat(small.park(claimed, ManualClock.START, "never taken")).isTrue();
    assertThat(add(small)).isFalse();
    assertThat(small.discard(claimed.id())).isTrue();
    assertThat(add(small)).isTrue();
  }

  @Test
  void add_takesNoRoom_whenAnUnclaimedPingIsReplaced() {
    ManageableQueue small = new InMemoryPingQueue(1);
    for (int i = 0; i < 3; i++) {
      assertThat(small.add(List.of(same(), same()))).isTrue();
      assertThat(small.countWaiting()).isEqualTo(1);
    }
    QueuedPing claimed = claim(small);
    assertThat(small.add(List.of(same()))).isFalse();
    assertThat(small.park(claimed, ManualClock.START, "never taken")).isTrue();
    assertThat(small.add(List.of(same()))).isTrue();
    assertThat(small.findById(claimed.id())).isEmpty();
  }

  @Test
  void queue_namesTheLimit_whenItsBoundIsWrong() {
    assertThatThrownBy(() -> new InMemoryPingQueue(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxPings");
  }

  private static boolean add(ManageableQueue queue) {
    return queue.add(List.of(ping()));
  }

  private static QueuedPing ping() {
    return QueuedPingBuilder.asked().build();
  }

  private static QueuedPing same() {
    return QueuedPingBuilder.asked().topic(TOPIC).build();
  }

  private static QueuedPing claim(ManageableQueue queue) {
    return queue.claimDue(Claim.of(ManualClock.START, ManualClock.START.plusSeconds(1), 1)).get(0);
  }
}
