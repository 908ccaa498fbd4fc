package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Samples.HUB;
import static org.pushj.tck.Samples.OTHER_HUB;
import static org.pushj.tck.Samples.TAKEN;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertFound;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.assertSame;
import static org.pushj.tck.StoreChecks.replaced;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.SubscriptionStore;

/** What an application asked for: it is found by that, before a target is known, and to the end. */
interface StoreWishContract extends StoreContractBase {

  @Test
  default void findByRequest_findsEachOfOneRequest_inTheOrderOfTheIds() {
    SubscriptionStore store = store();
    List<SubscriptionBuilder> builders =
        new ArrayList<>(
            List.of(
                SubscriptionBuilder.active().hub(HUB),
                SubscriptionBuilder.pending().hub(OTHER_HUB),
                SubscriptionBuilder.active().state(SubscriptionState.UNSUBSCRIBING),
                SubscriptionBuilder.active().state(SubscriptionState.GIVEN_UP),
                wish(TOPIC)));
    List<Subscription> stored = new ArrayList<>();
    Collections.reverse(builders);
    for (SubscriptionBuilder builder : builders) {
      stored.add(0, added(store, builder.resource(TOPIC)));
      added(store, SubscriptionBuilder.active().topic(TOPIC + stored.size()));
    }

    assertSame(stored, store.findByRequest(stored.get(0).request().key()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, http://a.example/X",
    "http://a.example/%2f, http://a.example/%2F",
    "http://a.example/x, http://a.example/x#",
    "http://a.example/e, http://a.example/é",
    "http://a.example/ss, http://a.example/ß"
  })
  default void requests_areComparedToTheLetter(String one, String other) {
    SubscriptionStore store = store();
    Subscription resource = added(store, wish(one));
    Subscription hub = added(store, wish(TOPIC, one));

    assertSame(List.of(), store.findByRequest(other));
    assertSame(List.of(), store.findByRequest(TOPIC + " " + other));
    assertHolds(store, resource, hub, added(store, wish(other)), added(store, wish(TOPIC, other)));
  }

  @Test
  default void requests_areComparedToTheirEnds() {
    SubscriptionStore store = store();
    String longTopic = SampleSubscriptions.longUrl("https://topic.example/");
    String longHub = SampleSubscriptions.longUrl("https://hub.example/");

    Subscription one = added(store, wish(longTopic + 1, longHub + 1));
    Subscription two = added(store, wish(longTopic + 2, longHub + 1));
    Subscription three = added(store, wish(longTopic + 1, longHub + 2));
    Subscription four = added(store, wish(longTopic + 1));

    assertHolds(store, one, two, three, four);
    assertFalse(store.add(wish(longTopic + 1, longHub + 1).build()));
  }

  @Test
  default void findByRequest_leavesOut_whatHasEnded() {
    SubscriptionStore store = store();
    added(store, SubscriptionBuilder.active().resource(TOPIC).state(SubscriptionState.ENDED));
    Subscription goesOn = added(store, SubscriptionBuilder.active().resource(TOPIC));
    added(store, SubscriptionBuilder.active().resource(TOPIC).state(SubscriptionState.ENDED));

    assertSame(List.of(goesOn), store.findByRequest(goesOn.request().key()));
  }

  @Test
  default void findByRequest_findsTheRequestOfNow_afterAReplacement() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active().resource(TOPIC);
    Subscription stored = added(store, builder);

    Subscription next = replaced(store, stored, builder.resource(TOPIC + "2").build());

    assertSame(List.of(), store.findByRequest(stored.request().key()));
    assertSame(List.of(next), store.findByRequest(next.request().key()));
    assertTrue(store.remove(next));
    assertSame(List.of(), store.findByRequest(next.request().key()));
  }

  @Test
  default void findByRequest_givesNoMoreThanAPage() {
    SubscriptionStore store = store();
    List<Subscription> stored = new ArrayList<>();
    for (int i = 0; i <= SubscriptionQuery.MAX_PAGE; i++) {
      stored.add(added(store, SubscriptionBuilder.active().resource(TOPIC)));
    }

    assertSame(
        stored.subList(0, SubscriptionQuery.MAX_PAGE),
        store.findByRequest(stored.get(0).request().key()));
  }

  @Test
  default void findByKey_findsAWish_beforeATargetIsFound() {
    SubscriptionStore store = store();
    Subscription plain = added(store, wish(TOPIC));
    Subscription atHub = added(store, wish(TOPIC, HUB));

    assertFound(plain, store.findByKey(Subscription.keyOfWish(plain.request())));
    assertFound(atHub, store.findByKey(Subscription.keyOfWish(atHub.request())));
    assertHolds(store, plain, atHub);
  }

  @Test
  default void add_isFalseAndChangesNothing_whenThereIsSuchAWish() {
    SubscriptionStore store = store();
    Subscription first = added(store, wish(TOPIC));
    SubscriptionRequest same = first.request().unsigned().withAttribute("user", "7");
    Subscription second = wish(TOPIC).request(same).build();

    assertFalse(store.add(second));

    assertHolds(store, first);
    assertEquals(Optional.empty(), store.findById(second.id()));
  }

  @Test
  default void add_takesAWish_besideASubscriptionOfTheSameRequest() {
    SubscriptionStore store = store();
    Subscription found =
        added(store, SubscriptionBuilder.active().resource(TOPIC).topic(TOPIC).hub(HUB));

    assertHolds(store, found, added(store, wish(TOPIC)), added(store, wish(TOPIC, HUB)));
  }

  @Test
  default void replace_isEmptyAndChangesNothing_whenThereIsSuchAWish() {
    SubscriptionStore store = store();
    Subscription first = added(store, wish(TOPIC));
    SubscriptionBuilder builder = wish(TOPIC + "2");
    Subscription second = added(store, builder);

    assertEquals(Optional.empty(), store.replace(second, builder.resource(TOPIC).build()));

    assertHolds(store, first, second);
  }

  @Test
  default void replace_freesTheKeyOfAWish_onceItsTargetIsFound() {
    SubscriptionStore store = store();
    Subscription wish = added(store, wish(TOPIC));

    Subscription found =
        replaced(
            store,
            wish,
            SubscriptionBuilder.pending().id(wish.id()).resource(TOPIC).topic(TOPIC).build());

    assertEquals(Optional.empty(), store.findByKey(Subscription.keyOfWish(wish.request())));
    assertHolds(store, found, added(store, wish(TOPIC)));
  }

  @Test
  default void remove_freesTheKeyOfAWish() {
    SubscriptionStore store = store();
    assertTrue(store.remove(added(store, wish(TOPIC))));

    assertHolds(store, added(store, wish(TOPIC)));
  }

  @Test
  default void end_freesTheKey_andKeepsTheTokens() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder =
        SubscriptionBuilder.active().resource(TOPIC).topic(TOPIC).hub(HUB).callback(TAKEN);
    Subscription active = added(store, builder);
    Subscription ended = replaced(store, active, ended(builder).build());

    assertEquals(Optional.empty(), store.findByKey(active.key()));
    assertFound(ended, store.findByCallback(TAKEN));
    Subscription heir =
        added(store, SubscriptionBuilder.active().resource(TOPIC).topic(TOPIC).hub(HUB));
    assertHolds(store, ended, heir, added(store, wish(TOPIC)));

    assertTrue(store.remove(ended));
    assertEquals(Optional.empty(), store.findByCallback(TAKEN));
  }

  @Test
  default void ends_ofOneRequest_areKeptBesideEachOther() {
    SubscriptionStore store = store();
    List<Subscription> ended = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SubscriptionBuilder builder =
          SubscriptionBuilder.active().resource(TOPIC).topic(TOPIC).hub(HUB);
      ended.add(replaced(store, added(store, builder), ended(builder).build()));
    }

    assertHolds(store, ended.toArray(Subscription[]::new));
  }

  private static SubscriptionBuilder ended(SubscriptionBuilder builder) {
    return builder.former(SampleSubscriptions.grantOf(builder)).state(SubscriptionState.ENDED);
  }

  private static SubscriptionBuilder wish(String resource) {
    return SubscriptionBuilder.active().lease((Lease) null).notFound().resource(resource);
  }

  private static SubscriptionBuilder wish(String resource, String hub) {
    return wish(resource)
        .request(SubscriptionRequest.of(URI.create(resource)).withHub(URI.create(hub)));
  }
}
