package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.Subscription;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.EntityManagerStatements;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.tck.SubscriptionBuilder;

/** Two nodes claim at the same time: neither waits, and neither gets what the other has. */
interface WorkClaimsContract {

  /** Returns the nodes. */
  TwoNodes nodes();

  @Test
  default void database_isKnown() {
    String product =
        nodes().one().read(entities -> new EntityManagerStatements(entities).product());
    assertThat(Database.of(product).name()).isEqualTo(nodes().database().name());
  }

  @Test
  default void claims_passOverWhatAnotherIsJustClaiming() {
    TransactionBoundary one = nodes().one();
    TransactionBoundary two = nodes().two();
    SearchableStore first = withWork(nodes());
    SearchableStore second = new JpaSubscriptionStore(two);
    List<Subscription> claimed = new ArrayList<>();

    one.run(
        entities -> {
          claimed.addAll(first.claimDue(Claim.of(NOW, UNTIL, 4)));
          two.run(others -> claimed.addAll(second.claimDue(Claim.of(NOW, UNTIL, 4))));
        });

    assertThat(claimed).hasSize(8).extracting(Subscription::id).doesNotHaveDuplicates();
    assertThat(second.claimDue(Claim.of(NOW, UNTIL, 4))).hasSize(2);
  }

  @Test
  default void claim_takesAllAgain_whenItsTransactionCollides() {
    SearchableStore store = withWork(nodes());
    Subscription other =
        SubscriptionBuilder.active().hub("https://other.example/").dueAt(NOW).build();
    assertThat(store.add(other)).isTrue();

    assertThat(store.claimDue(new Claim(NOW, UNTIL, 2, new CollidingOnce())))
        .hasSize(2)
        .extracting(Subscription::id)
        .contains(other.id());
  }

  /**
   * Whether a provider reads within the transaction that it was told to begin is its own choice.
   */
  @Test
  default void rows_areLocked_fromTheFirstStatementOfATransaction() {
    TransactionBoundary one = nodes().one();
    TransactionBoundary two = nodes().two();
    withWork(nodes());
    one.run(
        entities -> {
          assertThat(lock(entities)).hasSize(10);
          two.run(others -> assertThat(lock(others)).isEmpty());
        });
    two.run(others -> assertThat(lock(others)).hasSize(10));
  }

  private static SearchableStore withWork(TwoNodes nodes) {
    nodes.clear("push_subscription");
    SearchableStore store = new JpaSubscriptionStore(nodes.one());
    for (int i = 0; i < 10; i++) {
      assertThat(store.add(SubscriptionBuilder.active().dueAt(NOW.minusSeconds(i)).build()))
          .isTrue();
    }
    return store;
  }

  private static List<?> lock(EntityManager entities) {
    entities.setFlushMode(FlushModeType.COMMIT);
    return entities
        .createNativeQuery("SELECT id FROM push_subscription FOR UPDATE SKIP LOCKED")
        .getResultList();
  }
}
