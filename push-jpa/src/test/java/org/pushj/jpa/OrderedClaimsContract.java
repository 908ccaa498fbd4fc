package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.jpa.ClaimTimes.LATER;
import static org.pushj.jpa.ClaimTimes.NOW;
import static org.pushj.jpa.ClaimTimes.UNTIL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;

/** Claims in order, where much has to wait, and where commits overtake each other. */
interface OrderedClaimsContract {
  /** More than a claim looks at on each end. */
  int MANY = 300;

  /** Returns the nodes. */
  TwoNodes nodes();

  @Test
  default void claims_findAll_whenManyHaveToWaitBehindOthers() {
    ManageableInbox first = empty(nodes());
    addBehindOneThatFails(first, NOW.minusSeconds(2000));
    Set<UpdateId> due = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      due.add(add(first, InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1000))).id());
    }
    addBehindOneThatFails(first, NOW);

    Set<UpdateId> claimed = new HashSet<>();
    for (int i = 0; i < MANY && claimed.size() < MANY; i++) {
      first.claimDue(Claim.of(NOW, UNTIL, 16), true).forEach(each -> claimed.add(each.id()));
    }

    assertThat(claimed).isEqualTo(due);
    assertThat(first.claimDue(Claim.of(NOW, UNTIL, 16), true)).isEmpty();
  }

  @Test
  default void claim_findsWhatHasJustCome_whenManyHaveToWaitBehindOthers() {
    ManageableInbox first = empty(nodes());
    addBehindOneThatFails(first, NOW.minusSeconds(2000));
    InboxEntry late = add(first, InboxEntryBuilder.received().dueAt(NOW));

    assertThat(first.claimDue(Claim.of(NOW, UNTIL, 16), true))
        .extracting(InboxEntry::id)
        .containsExactly(late.id());
  }

  @Test
  default void claim_findsASubscription_behindMoreWithoutRoomThanItTakes() {
    ManageableInbox first = empty(nodes());
    for (int i = 0; i < 40; i++) {
      add(first, InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1000)));
    }
    InboxEntry idle = add(first, InboxEntryBuilder.received().dueAt(NOW));
    Predicate<String> open = lane -> lane.equals(idle.subscription().toString());

    assertThat(first.claimDue(new Claim(NOW, UNTIL, 2, open), true))
        .extracting(InboxEntry::id)
        .containsExactly(idle.id());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void claim_takesAllAgain_whenItsTransactionCollides(boolean inOrder) {
    ManageableInbox first = empty(nodes());
    InboxEntry one = add(first, InboxEntryBuilder.received().dueAt(NOW));
    InboxEntry two = add(first, InboxEntryBuilder.received().dueAt(NOW));

    assertThat(first.claimDue(new Claim(NOW, UNTIL, 2, new CollidingOnce()), inOrder))
        .extracting(InboxEntry::id)
        .containsExactlyInAnyOrder(one.id(), two.id());
  }

  @Test
  default void updateWhoseReturnIsCommittedLate_waits_whileALaterOneIsDelivered() {
    ManageableInbox first = empty(nodes());
    ManageableInbox second = new JpaUpdateInbox(nodes().two());
    SubscriptionId subscription = SubscriptionId.next(NOW);
    InboxEntry late = add(first, InboxEntryBuilder.received().subscription(subscription));
    assertThat(first.park(first.claimDue(Claim.of(NOW, UNTIL, 1), true).get(0), NOW, "failed"))
        .isTrue();
    add(first, InboxEntryBuilder.received().subscription(subscription));
    List<InboxEntry> claimed = new ArrayList<>();

    nodes()
        .one()
        .run(
            entities -> {
              assertThat(first.requeue(late.id(), NOW)).isTrue();
              claimed.addAll(second.claimDue(Claim.of(NOW, UNTIL, 10), true));
            });

    assertThat(claimed).hasSize(1);
    assertThat(first.claimDue(Claim.of(NOW, UNTIL, 10), true)).isEmpty();
    List<InboxEntry> again = first.claimDue(Claim.of(UNTIL, LATER, 10), true);
    assertThat(again).extracting(InboxEntry::id).containsExactly(claimed.get(0).id());
    assertThat(first.complete(again.get(0), UNTIL, true)).isTrue();
    assertThat(second.claimDue(Claim.of(UNTIL, LATER, 10), true))
        .extracting(InboxEntry::id)
        .containsExactly(late.id());
  }

  private static ManageableInbox empty(TwoNodes nodes) {
    nodes.clear("push_update");
    return new JpaUpdateInbox(nodes.one());
  }

  /** Adds one that is to be tried again later, and many of the same subscription that are due. */
  private static void addBehindOneThatFails(ManageableInbox inbox, Instant dueAt) {
    SubscriptionId subscription = SubscriptionId.next(NOW);
    add(inbox, InboxEntryBuilder.received().subscription(subscription).dueAt(LATER));
    for (int i = 0; i < MANY; i++) {
      add(inbox, InboxEntryBuilder.received().subscription(subscription).dueAt(dueAt));
    }
  }

  private static InboxEntry add(ManageableInbox inbox, InboxEntryBuilder update) {
    assertThat(inbox.add(update.build(), update.content(), null))
        .isEqualTo(UpdateInbox.Receipt.ADDED);
    return update.build();
  }
}
