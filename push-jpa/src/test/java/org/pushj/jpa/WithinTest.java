package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.arjuna.ats.jta.TransactionManager;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.RollbackException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.QueuedPingBuilder;

/** Transactions that are handed over to a boundary. */
class WithinTest {
  private final HikariDataSource dataSource = TestDatabase.H2.open();
  private final EntityManagerFactory factory = TestProvider.HIBERNATE.open(dataSource);
  private final TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);
  private final ManageableQueue queue = new JpaPingQueue(boundary);
  private final EntityManager entities = factory.createEntityManager();

  @BeforeEach
  void begin() {
    entities.getTransaction().begin();
  }

  @AfterEach
  void close() {
    entities.close();
    factory.close();
    dataSource.close();
  }

  @Test
  void within_throws_whenTheEntityManagerIsInNoTransaction() {
    entities.getTransaction().rollback();
    List<String> ran = new ArrayList<>();

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> boundary.within(entities, () -> ran.add("ran")))
        .withMessageContaining("entities");

    assertThat(ran).isEmpty();
  }

  @Test
  void within_returnsWhatWaitsForTheCommit_andDoesNotRunIt() {
    List<String> ran = new ArrayList<>();

    Runnable rest =
        boundary.within(
            entities,
            () -> {
              queue.afterCommit(() -> ran.add("one"));
              queue.afterCommit(() -> ran.add("two"));
            });

    entities.getTransaction().commit();
    assertThat(ran).isEmpty();
    rest.run();
    assertThat(ran).containsExactly("one", "two");
  }

  @Test
  void within_leavesTheThreadAsItWas_whenTheWorkThrows() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                boundary.within(
                    entities,
                    () -> {
                      throw new ArithmeticException();
                    }));

    assertThat(boundary.isActive()).isFalse();
    assertThat(entities.getTransaction().getRollbackOnly()).isFalse();
  }

  @Test
  void within_condemnsTheTransaction_whenAUnitOfWorkFails() {
    QueuedPing ping = QueuedPingBuilder.asked().build();

    assertThatExceptionOfType(RollbackException.class)
        .isThrownBy(
            () ->
                boundary.within(
                    entities,
                    () -> {
                      queue.add(List.of(ping));
                      failQuietly();
                    }));

    assertThat(entities.getTransaction().getRollbackOnly()).isTrue();
    entities.getTransaction().rollback();
    assertThat(queue.list(ManageableQueue.Query.all())).isEmpty();
  }

  @Test
  void within_takesPartInWhatItIsGiven_insideAnotherTransaction() {
    QueuedPing inner = QueuedPingBuilder.asked().build();
    QueuedPing outer = QueuedPingBuilder.asked().build();

    boundary.run(
        other -> {
          boundary.within(entities, () -> queue.add(List.of(inner)));
          queue.add(List.of(outer));
        });

    assertThat(queue.list(ManageableQueue.Query.all())).containsExactly(outer);
    entities.getTransaction().commit();
    assertThat(queue.list(ManageableQueue.Query.all())).containsExactly(inner, outer);
  }

  @Test
  void within_runsInTheTransactionOfTheThread_withJta() {
    try (JtaTransactions transactions = jta()) {
      ManageableQueue pings = new JpaPingQueue(transactions.boundary());
      QueuedPing ping = QueuedPingBuilder.asked().build();
      Runnable add = () -> pings.add(List.of(ping));

      transactions.rollBack(() -> transactions.boundary().within(entities, add));
      assertThat(pings.list(ManageableQueue.Query.all())).isEmpty();
      transactions.commit(() -> transactions.boundary().within(entities, add).run());

      assertThat(pings.list(ManageableQueue.Query.all())).containsExactly(ping);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> transactions.boundary().within(entities, add));
    }
  }

  private static JtaTransactions jta() {
    return new JtaTransactions(
        TestDatabase.H2,
        TestProvider.HIBERNATE,
        (factory, registry) ->
            TransactionBoundary.jta(factory, TransactionManager.transactionManager(), registry));
  }

  private void failQuietly() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () ->
                boundary.run(
                    joined -> {
                      throw new ArithmeticException();
                    }));
  }
}
