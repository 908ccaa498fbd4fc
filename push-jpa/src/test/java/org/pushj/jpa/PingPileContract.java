package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.ManualClock;
import org.pushj.tck.QueuedPingBuilder;

/** A topic that changes very often does not keep others from being told. */
abstract class PingPileContract {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final String BUSY = "https://topic.example/busy";

  /** More than a claim looks at first. */
  private static final int PILE = 1500;

  private final TestDatabase database;
  private HikariDataSource dataSource;
  private EntityManagerFactory factory;
  private PingQueue queue;

  PingPileContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    dataSource = database.open();
    factory = TestProvider.HIBERNATE.open(dataSource);
    queue = new JpaPingQueue(TransactionBoundary.resourceLocal(factory));
  }

  @AfterEach
  void close() {
    factory.close();
    dataSource.close();
  }

  @Test
  void claimDue_findsAnotherTopic_behindAPile() {
    QueuedPing last = addPile();
    QueuedPing other = add(QueuedPingBuilder.asked());

    assertThat(queue.claimDue(NOW, UNTIL, 10))
        .extracting(QueuedPing::id)
        .containsExactlyInAnyOrder(last.id(), other.id());
    assertThat(queue.countWaiting()).isEqualTo(2);
  }

  @Test
  void claimDue_findsAnotherTopic_behindAPileThatHasToWait() {
    add(QueuedPingBuilder.asked().topic(BUSY).dueAt(NOW.minusSeconds(2)));
    QueuedPing claimed = claimOne();
    QueuedPing last = addPile();
    QueuedPing other = add(QueuedPingBuilder.asked());

    assertThat(claimOne().id()).isEqualTo(other.id());
    assertThat(queue.claimDue(NOW, UNTIL, 1)).isEmpty();
    assertThat(queue.complete(List.of(claimed))).isEqualTo(1);
    assertThat(claimOne().id()).isEqualTo(last.id());
    assertThat(queue.countWaiting()).isEqualTo(2);
  }

  private QueuedPing addPile() {
    List<QueuedPing> pile =
        Stream.generate(QueuedPingBuilder::asked)
            .limit(PILE)
            .map(ping -> ping.topic(BUSY).dueAt(NOW.minusSeconds(1)).build())
            .toList();
    assertThat(queue.add(pile)).isTrue();
    return pile.get(PILE - 1);
  }

  private QueuedPing add(QueuedPingBuilder builder) {
    QueuedPing ping = builder.build();
    assertThat(queue.add(List.of(ping))).isTrue();
    return ping;
  }

  private QueuedPing claimOne() {
    List<QueuedPing> claimed = queue.claimDue(NOW, UNTIL, 1);
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }
}
