package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.pushj.jpa.ClaimTimes.LATER;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.UnknownLines;
import org.pushj.spi.Claim;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.SubscriptionBuilder;

/** A row that cannot be read is the problem of one subscription. */
interface UnreadableRowsContract {
  /** How long such a row is left aside, and more. */
  Duration LONG = Duration.ofHours(1);

  /** Returns the nodes. */
  TwoNodes nodes();

  @Test
  default void unreadableRow_doesNotLeadTheClaims() {
    SearchableStore store = empty();
    Subscription reversed = add(store, SubscriptionBuilder.active().dueAt(NOW.minusSeconds(9)));
    Subscription due = add(store, SubscriptionBuilder.active().dueAt(NOW));
    damage(reversed, "'grant.endsAt=', 'grant.endsAt=-'");

    assertThat(store.claimDue(Claim.of(NOW, UNTIL, 1)))
        .extracting(Subscription::id)
        .containsOnly(due.id());
    assertThat(store.claimDue(Claim.of(UNTIL, LATER, 1)))
        .extracting(Subscription::id)
        .containsOnly(due.id());

    nodes().update("UPDATE push_subscription SET data = REPLACE(data, 'endsAt=-', 'endsAt=')");
    assertThat(store.claimDue(Claim.of(NOW.plus(LONG), LATER.plus(LONG), 2)))
        .extracting(Subscription::id)
        .contains(reversed.id());
  }

  @Test
  default void unreadableRow_leavesItsPlaceToAnotherOfItsHub() {
    SearchableStore store = empty();
    Subscription damaged = add(store, SubscriptionBuilder.active().dueAt(NOW.minusSeconds(9)));
    Subscription other = add(store, SubscriptionBuilder.active().dueAt(NOW));
    damage(damaged, "'grant.endsAt=', 'grant.endsAt=-'");
    Set<String> taken = new HashSet<>();

    assertThat(store.claimDue(new Claim(NOW, UNTIL, 1, taken::add)))
        .extracting(Subscription::id)
        .containsExactly(other.id());
  }

  @Test
  default void stateOfALaterRelease_isNotCounted() {
    SearchableStore store = empty();
    Subscription later = add(store, SubscriptionBuilder.active());
    add(store, SubscriptionBuilder.active());
    nodes().update("UPDATE push_subscription SET state = 'POLLED' WHERE id = '" + later.id() + "'");

    assertThat(store.countByState())
        .containsOnlyKeys(SubscriptionState.values())
        .containsEntry(SubscriptionState.ACTIVE, 1L);
    assertThat(store.countByState().values().stream().mapToLong(Long::longValue).sum()).isOne();
  }

  @Test
  default void unreadableRow_isListedAsFailed() {
    SearchableStore store = empty();
    Subscription damaged = add(store, SubscriptionBuilder.active());
    Subscription other = add(store, SubscriptionBuilder.active());
    damage(damaged, "'grant.endsAt=', 'grant.endsAt=-'");

    assertThat(store.list(SubscriptionQuery.all()))
        .satisfiesExactly(
            shown -> {
              assertThat(shown.id()).isEqualTo(damaged.id());
              assertThat(shown.request()).isEqualTo(damaged.request());
              assertThat(shown.state()).isEqualTo(SubscriptionState.FAILED);
              assertThat(shown.problem()).contains("cannot be read");
            },
            each -> assertThat(each).isEqualTo(other));
    assertThat(store.list(SubscriptionQuery.all().withState(SubscriptionState.ACTIVE)))
        .containsExactly(other);
    assertThat(store.findByKey(damaged.key()).orElseThrow().id()).isEqualTo(damaged.id());
  }

  @Test
  default void unreadableRow_isLeftOut_whenNothingOfItCanBeRead() {
    SearchableStore store = empty();
    Subscription damaged = add(store, SubscriptionBuilder.active().dueAt(NOW));
    Subscription other = add(store, SubscriptionBuilder.active());
    nodes()
        .update(
            "UPDATE push_subscription SET data = 'from elsewhere' WHERE id = '%s'"
                .formatted(damaged.id()));

    SubscriptionQuery pagesOfOne = SubscriptionQuery.all().withLimit(1);
    assertThat(store.list(pagesOfOne)).containsExactly(other);
    assertThat(store.list(pagesOfOne.after(other))).isEmpty();
    assertThat(store.claimDue(Claim.of(NOW, UNTIL, 1))).isEmpty();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.findById(damaged.id()))
        .withMessageContaining(damaged.id().toString());
  }

  @Test
  default void unreadableRow_isNotChanged_andCanBeForgotten() {
    SearchableStore store = empty();
    Subscription damaged = add(store, SubscriptionBuilder.active());
    damage(damaged, "'grant.endsAt=', 'grant.endsAt=-'");
    Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(URI.create("https://reader.example/push/"))
            .listener(update -> {})
            .store(store)
            .build();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.findByCallback(damaged.registration().orElseThrow().callback()));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> subscriber.renew(damaged.id()))
        .withMessageContaining("forget");
    assertThat(subscriber.forget(damaged.id())).isTrue();

    assertThat(store.list(SubscriptionQuery.all())).isEmpty();
  }

  @Test
  default void row_keepsWhatANewerReleaseHasStored_whenItIsReplaced() {
    SearchableStore store = empty();
    Subscription added = add(store, SubscriptionBuilder.active());
    nodes().update("UPDATE push_subscription SET data = CONCAT(data, 'newer.thing=7', CHR(10))");

    Subscription read = store.findById(added.id()).orElseThrow();
    Subscription replaced = store.replace(read, read.withDueAt(NOW)).orElseThrow();

    assertThat(read).isNotEqualTo(read.toBuilder().unknown(UnknownLines.NONE).build());
    assertThat(replaced.unknown()).isEqualTo(read.unknown());
    assertThat(new JpaSubscriptionStore(nodes().two()).findById(added.id())).contains(replaced);
  }

  private SearchableStore empty() {
    nodes().clear("push_subscription");
    return new JpaSubscriptionStore(nodes().one());
  }

  private static Subscription add(SearchableStore store, SubscriptionBuilder builder) {
    Subscription subscription = builder.build();
    assertThat(store.add(subscription)).isTrue();
    return subscription;
  }

  /** Changes the text of a row. */
  private void damage(Subscription subscription, String replacement) {
    nodes()
        .update(
            "UPDATE push_subscription SET data = REPLACE(data, %s) WHERE id = '%s'"
                .formatted(replacement, subscription.id()));
  }
}
