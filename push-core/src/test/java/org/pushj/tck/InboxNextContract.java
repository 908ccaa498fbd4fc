package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.InboxChecks.added;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.assertSame;
import static org.pushj.tck.Race.ROUNDS;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.ONE;
import static org.pushj.tck.Samples.UNTIL;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** What is next in one subscription is claimed by the rules of a claim in order. */
interface InboxNextContract extends InboxContractBase {

  @Test
  default void claimNext_takesTheFirstOfTheSubscription_andCountsTheAttempt() {
    UpdateInbox inbox = inbox();
    InboxEntry other = added(inbox, InboxEntryBuilder.received());
    InboxEntry first = added(inbox, ofOne());
    InboxEntry second = added(inbox, ofOne());

    Optional<InboxEntry> claimed = inbox.claimNext(ONE, NOW, UNTIL);

    InboxEntry expected = first.waiting(UNTIL, 1, null);
    assertSame(List.of(expected), claimed.stream().toList());
    assertHolds(inbox, other, expected, second);
  }

  @Test
  default void claimNext_goesThroughTheSubscription_asEachIsSettled() {
    UpdateInbox inbox = inbox();
    List<InboxEntry> all =
        List.of(added(inbox, ofOne()), added(inbox, ofOne()), added(inbox, ofOne()));

    InboxEntry first = inbox.claimDue(Claim.of(NOW, UNTIL, 10), true).get(0);
    assertTrue(inbox.complete(first, NOW, true));
    InboxEntry second = next(inbox);
    assertTrue(inbox.park(second, NOW, "poison"));
    InboxEntry third = next(inbox);
    assertTrue(inbox.complete(third, NOW, false));

    assertEquals(ids(all), ids(List.of(first, second, third)));
    assertEquals(Optional.empty(), inbox.claimNext(ONE, NOW, UNTIL));
  }

  @Test
  default void claimNext_isEmpty_whenTheFirstIsClaimed_orToBeTriedAgainLater() {
    UpdateInbox inbox = inbox();
    added(inbox, ofOne());
    added(inbox, ofOne());
    InboxEntry first = next(inbox);

    assertEquals(Optional.empty(), inbox.claimNext(ONE, NOW, LATER));
    assertTrue(inbox.putBack(first, UNTIL, 1, "not now"));
    assertEquals(Optional.empty(), inbox.claimNext(ONE, UNTIL.minusMillis(1), LATER));

    Optional<InboxEntry> again = inbox.claimNext(ONE, UNTIL, LATER);
    assertEquals(Optional.of(first.id()), again.map(InboxEntry::id));
  }

  @Test
  default void claimNext_claimsTheFirstAgain_whenItsClaimHasEnded() {
    UpdateInbox inbox = inbox();
    added(inbox, ofOne());
    InboxEntry first = next(inbox);

    Optional<InboxEntry> again = inbox.claimNext(ONE, UNTIL, LATER);

    assertSame(List.of(first.waiting(LATER, 2, null)), again.stream().toList());
    assertEquals(false, inbox.complete(first, UNTIL, false));
  }

  @Test
  default void claimNext_throws_whenTheClaimIsNone() {
    UpdateInbox inbox = inbox();
    InboxEntry due = added(inbox, ofOne());

    assertThrows(IllegalArgumentException.class, () -> inbox.claimNext(ONE, NOW, NOW));
    assertHolds(inbox, due);
  }

  @RepeatedTest(ROUNDS)
  default void claimNext_isWonByOne_whenSeveralClaim() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, ofOne());
    added(inbox, ofOne());

    List<List<InboxEntry>> claims =
        Race.between(
            inbox,
            peer(inbox),
            (way, number) ->
                number % 2 == 0
                    ? way.claimNext(ONE, NOW, UNTIL).stream().toList()
                    : way.claimDue(Claim.of(NOW, UNTIL, 2), true));

    assertEquals(
        List.of(first.id()), ids(claims.stream().flatMap(List::stream).toList()), "claimed in all");
  }

  private static InboxEntryBuilder ofOne() {
    return InboxEntryBuilder.received().subscription(ONE);
  }

  private static InboxEntry next(UpdateInbox inbox) {
    return inbox.claimNext(ONE, NOW, UNTIL).orElseThrow();
  }

  private static List<UpdateId> ids(List<InboxEntry> entries) {
    return entries.stream().map(InboxEntry::id).toList();
  }
}
