package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pushj.tck.InboxChecks.added;
import static org.pushj.tck.InboxChecks.assertContent;
import static org.pushj.tck.InboxChecks.assertGone;
import static org.pushj.tck.InboxChecks.assertHolds;
import static org.pushj.tck.InboxChecks.claimed;
import static org.pushj.tck.Samples.BEYOND_ASCII;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.MAX_URL;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.ONE;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** What goes in comes out, and what is the same goes in once. */
interface InboxAddContract extends InboxContractBase {

  @Test
  default void inbox_isEmpty_atFirst() {
    UpdateInbox inbox = inbox();
    assertHolds(inbox);
    assertGone(inbox, InboxEntryBuilder.received().build().id());
  }

  @Test
  default void add_keepsEveryFieldOfAnUpdate() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder =
        InboxEntryBuilder.received()
            .receivedAt(NOW.plusMillis(1))
            .dueAt(NOW.plusMillis(2))
            .topic("HTTPS://Topic.example/%7Ea?q=%C3%A9#top")
            .hub("https://hub.example:443/?a=b&c=")
            .resource("https://resource.example/" + BEYOND_ASCII);
    InboxEntry entry = added(inbox, builder);
    assertHolds(inbox, entry);
    assertContent(inbox, entry.id(), builder.content());
  }

  @Test
  default void add_setsTheVersionOfAnUpdate_whateverItWas() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    inbox.add(builder.build().withVersion(7), builder.content(), null);
    assertHolds(inbox, builder.build());
  }

  @ParameterizedTest
  @EnumSource(
      value = InboxEntry.State.class,
      names = {"PARKED", "DONE"})
  default void add_throwsAndAddsNothing_whenTheUpdateDoesNotWait(InboxEntry.State state) {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    InboxEntry settled = builder.build().settled(state, NOW, null);
    assertThrows(IllegalArgumentException.class, () -> inbox.add(settled, builder.content(), NOW));
    assertHolds(inbox);
    added(inbox, builder);
  }

  @Test
  default void add_keepsNothing_whereThereIsNothing() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder =
        InboxEntryBuilder.received().headers(Map.of()).signature(null).content(new byte[0]);
    InboxEntry entry = added(inbox, builder);
    assertHolds(inbox, entry);
    assertContent(inbox, entry.id(), new byte[0]);
  }

  @Test
  default void add_keepsTheLongestTexts_andTheEmptyOnes() {
    UpdateInbox inbox = inbox();
    String url = "https://u.example/";
    String longest = url + "u".repeat(MAX_URL - url.length());
    InboxEntry longs =
        added(
            inbox,
            InboxEntryBuilder.received()
                .topic(longest)
                .hub(longest)
                .resource(longest)
                .headers(Map.of("x", "\u00e9".repeat(InboxEntry.MAX_HEADERS - 1))));
    InboxEntry escaped =
        added(
            inbox,
            InboxEntryBuilder.received()
                .headers(Map.of("x", "\\".repeat(InboxEntry.MAX_HEADERS - 1))));
    InboxEntry empty =
        added(inbox, InboxEntryBuilder.received().headers(Map.of("Link", "", "Content-Type", "")));
    InboxEntry beyond =
        added(inbox, InboxEntryBuilder.received().headers(Map.of("Content-Type", BEYOND_ASCII)));
    assertHolds(inbox, longs, escaped, empty, beyond);
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  default void add_keepsTheAlgorithm(SignatureAlgorithm algorithm) {
    UpdateInbox inbox = inbox();
    assertHolds(inbox, added(inbox, InboxEntryBuilder.received().signature(algorithm)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 65_536, 1 << 20, 5_000_000})
  default void content_isKeptByteForByte(int length) {
    UpdateInbox inbox = inbox();
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    InboxEntry entry = added(inbox, InboxEntryBuilder.received().content(content));
    assertContent(inbox, entry.id(), content);
  }

  @Test
  default void add_isADuplicate_whenTheIdIsThere() {
    UpdateInbox inbox = inbox();
    InboxEntryBuilder builder = InboxEntryBuilder.received();
    InboxEntry entry = added(inbox, builder);
    InboxEntryBuilder other = builder.topic("https://other.example/").content("other");
    assertEquals(UpdateInbox.Receipt.DUPLICATE, inbox.add(other.build(), other.content(), null));
    assertEquals(UpdateInbox.Receipt.DUPLICATE, inbox.add(other.build(), other.content(), NOW));
    assertHolds(inbox, entry);
  }

  @Test
  default void add_isADuplicate_whenItIsTheLastContentAgain_alsoAfterAMove() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, same());
    InboxEntryBuilder again =
        same()
            .topic("https://topic.example/moved")
            .hub("https://h.example/")
            .receivedAt(NOW.plusSeconds(60));
    assertEquals(UpdateInbox.Receipt.DUPLICATE, inbox.add(again.build(), again.content(), NOW));
    assertHolds(inbox, first);
  }

  @Test
  default void add_isNoDuplicate_whenTheSubscriptionOrTheContentDiffers() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, same());
    InboxEntryBuilder subscription = same().subscription(SubscriptionId.next(NOW));
    InboxEntryBuilder content = same().content("other");
    for (InboxEntryBuilder other : List.of(subscription, content)) {
      assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(other.build(), other.content(), NOW));
    }
    assertHolds(inbox, first, subscription.build(), content.build());
  }

  @Test
  default void add_isNoDuplicate_whenAnotherContentCameInBetween() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, same());
    InboxEntryBuilder other = same().content("other");
    InboxEntryBuilder back = same();
    assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(other.build(), other.content(), NOW));
    assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(back.build(), back.content(), NOW));
    InboxEntryBuilder again = same();
    assertEquals(UpdateInbox.Receipt.DUPLICATE, inbox.add(again.build(), again.content(), NOW));
    assertHolds(inbox, first, other.build(), back.build());
  }

  @Test
  default void add_isNoDuplicate_whenTheSameIsTooLongAgo_orNeverCounts() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, same());
    InboxEntryBuilder second = same().receivedAt(NOW.plusSeconds(60));
    assertEquals(
        UpdateInbox.Receipt.ADDED, inbox.add(second.build(), second.content(), NOW.plusMillis(1)));
    InboxEntryBuilder third = same().receivedAt(NOW.plusSeconds(90));
    assertEquals(
        UpdateInbox.Receipt.DUPLICATE,
        inbox.add(third.build(), third.content(), NOW.plusSeconds(60)));
    assertEquals(UpdateInbox.Receipt.ADDED, inbox.add(third.build(), third.content(), null));
    assertHolds(inbox, first, second.build(), third.build());
  }

  @Test
  default void add_isNoDuplicate_ofWhatCameBeforeTheClockWasSetBack() {
    UpdateInbox inbox = inbox();
    InboxEntry first = added(inbox, same().receivedAt(NOW.plus(UpdateInbox.MAX_LATER)));
    InboxEntryBuilder second = same().receivedAt(NOW);
    assertEquals(
        UpdateInbox.Receipt.DUPLICATE,
        inbox.add(second.build(), second.content(), NOW.minusSeconds(300)));
    InboxEntryBuilder third = same().receivedAt(NOW.minusMillis(1));
    assertEquals(
        UpdateInbox.Receipt.ADDED,
        inbox.add(third.build(), third.content(), NOW.minusSeconds(300)));
    assertHolds(inbox, first, third.build());
  }

  @Test
  default void add_isADuplicate_whateverBecameOfTheFirst() {
    UpdateInbox inbox = inbox();
    InboxEntry claimed = claimed(inbox, same());
    assertEquals(true, inbox.complete(claimed, NOW, false));
    InboxEntryBuilder again = same();
    assertEquals(UpdateInbox.Receipt.DUPLICATE, inbox.add(again.build(), again.content(), NOW));
    assertHolds(inbox);
    assertEquals(List.of(), inbox.claimDue(Claim.of(LATER, LATER.plusSeconds(1), 10), false));
  }

  private static InboxEntryBuilder same() {
    return InboxEntryBuilder.received().subscription(ONE).content("the same");
  }
}
