package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.ManualClock;
import org.pushj.tck.SubscriptionBuilder;

/** Two nodes claim at the same time: neither waits, and neither gets what the other has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorkClaimsContract {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);

  private final TestDatabase database;
  @AutoClose private final TwoNodes nodes;
  private final TransactionBoundary one;
  private final TransactionBoundary two;

  WorkClaimsContract(TestDatabase database, TestProvider provider) {
    this.database = database;
    this.nodes = new TwoNodes(database, provider, provider);
    this.one = nodes.one();
    this.two = nodes.two();
  }

  @BeforeEach
  void addWork() {
    nodes.clear("push_subscription");
    SubscriptionStore store = new JpaSubscriptionStore(one);
    for (int i = 0; i < 10; i++) {
      assertThat(store.add(SubscriptionBuilder.active().dueAt(NOW.minusSeconds(i)).build()))
          .isTrue();
    }
  }

  @Test
  void database_isKnown() {
    String product = one.read(entities -> new EntityManagerStatements(entities).product());
    assertThat(Database.of(product).name()).isEqualTo(database.name());
  }

  @Test
  void claims_passOverWhatAnotherIsJustClaiming() {
    SubscriptionStore first = new JpaSubscriptionStore(one);
    SubscriptionStore second = new JpaSubscriptionStore(two);
    List<Subscription> claimed = new ArrayList<>();

    one.run(
        entities -> {
          claimed.addAll(first.claimDue(NOW, UNTIL, 4));
          two.run(others -> claimed.addAll(second.claimDue(NOW, UNTIL, 4)));
        });

    assertThat(claimed).hasSize(8).extracting(Subscription::id).doesNotHaveDuplicates();
    assertThat(second.claimDue(NOW, UNTIL, 4)).hasSize(2);
  }

  /**
   * Whether a provider reads within the transaction that it was told to begin is its own choice.
   */
  @Test
  void rows_areLocked_fromTheFirstStatementOfATransaction() {
    one.run(
        entities -> {
          assertThat(lock(entities)).hasSize(10);
          two.run(others -> assertThat(lock(others)).isEmpty());
        });
    two.run(others -> assertThat(lock(others)).hasSize(10));
  }

  private static List<?> lock(EntityManager entities) {
    entities.setFlushMode(FlushModeType.COMMIT);
    return entities
        .createNativeQuery("SELECT id FROM push_subscription FOR UPDATE SKIP LOCKED")
        .getResultList();
  }
}
