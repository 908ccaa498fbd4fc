package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.QueuedPingBuilder;

/** A topic that changes very often does not keep others from being told. */
interface PingPileContract {
  String BUSY = "https://topic.example/busy";

  /** More than a claim looks at first. */
  int PILE = 1500;

  /** Returns the queue, empty. */
  PingQueue queue();

  @Test
  default void claimDue_findsAnotherTopic_behindAPile() {
    PingQueue queue = queue();
    QueuedPing last = addPile(queue);
    QueuedPing other = add(queue, QueuedPingBuilder.asked());

    assertThat(queue.claimDue(Claim.of(NOW, UNTIL, 10)))
        .extracting(QueuedPing::id)
        .containsExactlyInAnyOrder(last.id(), other.id());
    assertThat(queue.countWaiting()).isEqualTo(2);
  }

  @Test
  default void claimDue_findsAnotherTopic_behindAPileThatHasToWait() {
    PingQueue queue = queue();
    add(queue, QueuedPingBuilder.asked().topic(BUSY).dueAt(NOW.minusSeconds(2)));
    QueuedPing claimed = claimOne(queue);
    QueuedPing last = addPile(queue);
    QueuedPing other = add(queue, QueuedPingBuilder.asked());

    assertThat(claimOne(queue).id()).isEqualTo(other.id());
    assertThat(queue.claimDue(Claim.of(NOW, UNTIL, 1))).isEmpty();
    assertThat(queue.complete(List.of(claimed))).isEqualTo(1);
    assertThat(claimOne(queue).id()).isEqualTo(last.id());
    assertThat(queue.countWaiting()).isEqualTo(2);
  }

  private static QueuedPing addPile(PingQueue queue) {
    List<QueuedPing> pile =
        Stream.generate(QueuedPingBuilder::asked)
            .limit(PILE)
            .map(ping -> ping.topic(BUSY).dueAt(NOW.minusSeconds(1)).build())
            .toList();
    assertThat(queue.add(pile)).isTrue();
    return pile.get(PILE - 1);
  }

  private static QueuedPing add(PingQueue queue, QueuedPingBuilder builder) {
    QueuedPing ping = builder.build();
    assertThat(queue.add(List.of(ping))).isTrue();
    return ping;
  }

  private static QueuedPing claimOne(PingQueue queue) {
    List<QueuedPing> claimed = queue.claimDue(Claim.of(NOW, UNTIL, 1));
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }
}
