package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.InboxReceipt;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** Claims in order, where much has to wait, and where commits overtake each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderedClaimsContract {
  private static final Instant NOW = ManualClock.START;
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final Instant LATER = UNTIL.plusSeconds(60);

  /** More than a claim looks at on each end. */
  private static final int MANY = 300;

  @AutoClose private final TwoNodes nodes;
  private final TransactionBoundary one;
  private final TransactionBoundary two;
  private final UpdateInbox first;
  private final UpdateInbox second;

  OrderedClaimsContract(TestDatabase database, TestProvider provider) {
    this.nodes = new TwoNodes(database, provider, provider);
    this.one = nodes.one();
    this.two = nodes.two();
    this.first = new JpaUpdateInbox(one);
    this.second = new JpaUpdateInbox(two);
  }

  @BeforeEach
  void clear() {
    nodes.clear("push_update");
  }

  @Test
  void claims_findAll_whenManyHaveToWaitBehindOthers() {
    addBehindOneThatFails(NOW.minusSeconds(2000));
    Set<UpdateId> due = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      due.add(add(InboxEntryBuilder.received().dueAt(NOW.minusSeconds(1000))).id());
    }
    addBehindOneThatFails(NOW);

    Set<UpdateId> claimed = new HashSet<>();
    for (int i = 0; i < MANY && claimed.size() < MANY; i++) {
      first.claimDue(NOW, UNTIL, 16, true).forEach(each -> claimed.add(each.id()));
    }

    assertThat(claimed).isEqualTo(due);
    assertThat(first.claimDue(NOW, UNTIL, 16, true)).isEmpty();
  }

  @Test
  void claim_findsWhatHasJustCome_whenManyHaveToWaitBehindOthers() {
    addBehindOneThatFails(NOW.minusSeconds(2000));
    InboxEntry late = add(InboxEntryBuilder.received().dueAt(NOW));

    assertThat(first.claimDue(NOW, UNTIL, 16, true))
        .extracting(InboxEntry::id)
        .containsExactly(late.id());
  }

  @Test
  void updateThatIsCommittedLate_waits_whileALaterOneIsDelivered() {
    SubscriptionId subscription = SubscriptionId.next(NOW);
    InboxEntryBuilder late = InboxEntryBuilder.received().subscription(subscription);
    List<InboxEntry> claimed = new ArrayList<>();

    one.run(
        entities -> {
          first.add(late.build(), late.content(), null);
          two.run(
              others -> {
                InboxEntryBuilder quick = InboxEntryBuilder.received().subscription(subscription);
                second.add(quick.build(), quick.content(), null);
              });
          claimed.addAll(second.claimDue(NOW, UNTIL, 10, true));
        });

    assertThat(claimed).hasSize(1);
    assertThat(first.claimDue(NOW, UNTIL, 10, true)).isEmpty();
    List<InboxEntry> again = first.claimDue(UNTIL, LATER, 10, true);
    assertThat(again).extracting(InboxEntry::id).containsExactly(claimed.get(0).id());
    assertThat(first.complete(again.get(0), UNTIL, true)).isTrue();
    assertThat(second.claimDue(UNTIL, LATER, 10, true))
        .extracting(InboxEntry::id)
        .containsExactly(late.build().id());
  }

  /** Adds one that is to be tried again later, and many of the same subscription that are due. */
  private void addBehindOneThatFails(Instant dueAt) {
    SubscriptionId subscription = SubscriptionId.next(NOW);
    add(InboxEntryBuilder.received().subscription(subscription).dueAt(LATER));
    for (int i = 0; i < MANY; i++) {
      add(InboxEntryBuilder.received().subscription(subscription).dueAt(dueAt));
    }
  }

  private InboxEntry add(InboxEntryBuilder update) {
    assertThat(first.add(update.build(), update.content(), null)).isEqualTo(InboxReceipt.ADDED);
    return update.build();
  }
}
