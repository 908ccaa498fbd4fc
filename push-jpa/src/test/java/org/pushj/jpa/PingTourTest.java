package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.publisher.Publisher;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

/** The code of the guide to pinging that has to do with transactions. Marked regions are shown. */
class PingTourTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final URI FEED = URI.create("https://blog.example/feed");

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  private final HikariDataSource dataSource = TestDatabase.H2.open();
  private final EntityManagerFactory factory =
      Persistence.createEntityManagerFactory(
          "application",
          TestProvider.HIBERNATE.with("jakarta.persistence.nonJtaDataSource", dataSource));
  private TransactionBoundary boundary;
  private Publisher publisher;

  @BeforeEach
  void start() {
    TestDatabase.execute(dataSource, Note.TABLE);
    // START SNIPPET: queue
    boundary = TransactionBoundary.resourceLocal(factory);
    publisher =
        Publisher.builder()
            .hubs(hub.url())
            .queue(new JpaPingQueue(boundary))
            .urlPolicy(UrlPolicy.allowPrivate()) // for development only
            .build();
    publisher.start();
    // END SNIPPET: queue
  }

  @AfterEach
  void end() {
    publisher.close();
    factory.close();
    dataSource.close();
    hub.close();
  }

  @Test
  void hub_isTold_whenTheTransactionIsCommitted() {
    Note note = new Note("one");
    // START SNIPPET: transaction
    boundary.run(
        entities -> {
          entities.persist(note);
          publisher.publishLater(FEED); // the hub is told after the commit, or never
        });
    // END SNIPPET: transaction
    assertThat(hub.awaitRequest("publish", 1, SOON).topic()).isEqualTo(FEED.toString());
  }

  @Test
  void hub_isNotTold_whenTheTransactionIsRolledBack() {
    boundary.run(entities -> entities.persist(new Note("one")));

    assertThatThrownBy(
            () ->
                boundary.run(
                    entities -> {
                      publisher.publishLater(FEED);
                      entities.persist(new Note("one"));
                    }))
        .isInstanceOf(RuntimeException.class);

    assertThat(publisher.list(ManageableQueue.Query.all())).isEmpty();
    boundary.run(entities -> publisher.publishLater(URI.create(FEED + "/2")));
    assertThat(hub.awaitRequest("publish", 1, SOON).topic()).isEqualTo(FEED + "/2");
  }

  @Test
  void hub_isTold_whenTheApplicationCommitsByItself() {
    Note note = new Note("one");
    EntityManager entities = factory.createEntityManager();
    // START SNIPPET: own
    entities.getTransaction().begin();
    entities.persist(note);
    Runnable rest = boundary.within(entities, () -> publisher.publishLater(FEED));
    entities.getTransaction().commit();
    rest.run(); // wakes the publisher, which would look by itself a second later
    // END SNIPPET: own
    entities.close();
    assertThat(hub.awaitRequest("publish", 1, SOON).topic()).isEqualTo(FEED.toString());
  }

  @Test
  void hub_isTold_whenNobodySaysThatTheApplicationHasCommitted() {
    EntityManager entities = factory.createEntityManager();
    entities.getTransaction().begin();
    boundary.within(entities, () -> publisher.publishLater(FEED));
    assertThat(hub.requests()).isEmpty();
    entities.getTransaction().commit();
    entities.close();
    assertThat(hub.awaitRequest("publish", 1, SOON).topic()).isEqualTo(FEED.toString());
  }
}
