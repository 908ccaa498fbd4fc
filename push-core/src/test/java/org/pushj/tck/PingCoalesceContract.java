package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.addedAt;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.PingChecks.assertSame;
import static org.pushj.tck.PingChecks.claimed;
import static org.pushj.tck.PingChecks.claimedOne;
import static org.pushj.tck.PingChecks.ids;
import static org.pushj.tck.PingChecks.parked;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.Samples.UNTIL;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.spi.Claim;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** One ping tells of all changes that came before it, and of none that came after. */
interface PingCoalesceContract extends PingContractBase {

  @Test
  default void claimDue_makesOne_ofAllForTheSameHubAndTopic() {
    PingQueue queue = queue();
    List<QueuedPing> added = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      added.add(addedAt(queue, NOW));
    }
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertSame(List.of(added.get(99).waiting(UNTIL, 1, null)), List.of(claimed));
    assertHolds(queue, claimed);
    assertEquals(1, queue.complete(List.of(claimed)));
    assertHolds(queue);
  }

  @Test
  default void claimDue_makesOne_ofWhatIsAddedInOneGo() {
    PingQueue queue = queue();
    QueuedPing one = QueuedPingBuilder.asked().topic(TOPIC).build();
    QueuedPing two = QueuedPingBuilder.asked().topic(TOPIC).build();
    assertTrue(queue.add(List.of(two, one)));
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertSame(List.of(two.waiting(UNTIL, 1, null)), List.of(claimed));
    assertHolds(queue, claimed);
  }

  @Test
  default void claimDue_takesAlong_whatIsNotDueYet() {
    PingQueue queue = queue();
    addedAt(queue, NOW);
    QueuedPing soon = addedAt(queue, NOW.plusSeconds(1));
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertSame(List.of(soon.waiting(UNTIL, 1, null)), List.of(claimed));
    assertHolds(queue, claimed);
  }

  @Test
  default void claimDue_doesNotPutOff_whatIsDue_whenMoreIsAdded() {
    PingQueue queue = queue();
    addedAt(queue, NOW);
    addedAt(queue, LATER);
    addedAt(queue, UNTIL);
    assertEquals(1, queue.claimDue(Claim.of(NOW, UNTIL, 10)).size());
  }

  @Test
  default void claimDue_makesTwo_whenTheHubOrTheTopicDiffersInALetter() {
    PingQueue queue = queue();
    QueuedPing one = added(queue, QueuedPingBuilder.asked().topic(TOPIC));
    QueuedPing topic = added(queue, QueuedPingBuilder.asked().topic(TOPIC.replace("one", "One")));
    QueuedPing hub = added(queue, QueuedPingBuilder.asked().topic(TOPIC).hub(one.hub() + "?"));
    assertEquals(ids(List.of(one, topic, hub)), ids(queue.claimDue(Claim.of(NOW, UNTIL, 10))));
  }

  @Test
  default void claimDue_waitsForTheOneThatIsClaimed_andThenGivesWhatWasAddedSince() {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue, QueuedPingBuilder.asked().topic(TOPIC));
    addedAt(queue, NOW);
    QueuedPing last = addedAt(queue, NOW);

    assertEquals(List.of(), queue.claimDue(Claim.of(NOW, UNTIL, 10)));
    assertEquals(1, queue.complete(List.of(claimed)));

    assertSame(List.of(last.waiting(UNTIL, 1, null)), List.of(claimedOne(queue, NOW, UNTIL)));
  }

  @Test
  default void claimDue_givesWhatWasAddedSince_whenTheClaimHasEnded() {
    PingQueue queue = queue();
    QueuedPing lost = claimed(queue, QueuedPingBuilder.asked().topic(TOPIC));
    QueuedPing since = addedAt(queue, NOW);

    QueuedPing claimed = claimedOne(queue, UNTIL, LATER);

    assertSame(List.of(since.waiting(LATER, 1, null)), List.of(claimed));
    assertEquals(0, queue.complete(List.of(lost)));
    assertFalse(queue.putBack(lost, NOW, 1, "late"));
    assertHolds(queue, claimed);
  }

  @Test
  default void claimDue_makesOne_ofAFailedOneAndANewChange() {
    PingQueue queue = queue();
    QueuedPing failed = claimed(queue, QueuedPingBuilder.asked().topic(TOPIC));
    assertTrue(queue.putBack(failed, LATER, 1, "not now"));
    QueuedPing change = addedAt(queue, NOW);

    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);

    assertSame(List.of(change.waiting(UNTIL, 1, null)), List.of(claimed));
    assertHolds(queue, claimed);
  }

  @Test
  default void claimDue_makesOne_ofAChangeDuringAPing_andThatPingWhenItFails() {
    PingQueue queue = queue();
    QueuedPing failed = claimed(queue, QueuedPingBuilder.asked().topic(TOPIC));
    QueuedPing change = addedAt(queue, UNTIL);
    assertTrue(queue.putBack(failed, NOW, 1, "not now"));

    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);

    assertSame(List.of(change.waiting(UNTIL, 1, null)), List.of(claimed));
    assertHolds(queue, claimed);
  }

  @Test
  default void claimDue_removesTheParkedOne_whenANewChangeIsClaimed() {
    PingQueue queue = queue();
    parked(queue, QueuedPingBuilder.asked().topic(TOPIC), NOW);
    QueuedPing other = parked(queue, QueuedPingBuilder.asked(), NOW);
    addedAt(queue, NOW);
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertHolds(queue, claimed, other);
  }
}
