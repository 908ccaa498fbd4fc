package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.pushj.tck.Samples.HUB;
import static org.pushj.tck.Samples.OTHER_HUB;
import static org.pushj.tck.Samples.TAKEN;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertFound;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.replaced;
import static org.pushj.tck.StoreChecks.token;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionStore;

/**
 * The id, the request until the subscription has ended, and the callback tokens: each is taken
 * once.
 */
interface StoreUniquenessContract extends StoreContractBase {

  @Test
  default void add_takesSeveralRequests_forOneTopicAtOneHub() {
    SubscriptionStore store = store();

    Subscription one = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    Subscription two = added(store, SubscriptionBuilder.pending().topic(TOPIC).hub(HUB));
    Subscription elsewhere = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(OTHER_HUB));
    Subscription swapped = added(store, SubscriptionBuilder.active().topic(HUB).hub(TOPIC));

    assertHolds(store, one, two, elsewhere, swapped);
  }

  @Test
  default void replace_mayMoveToTheTopicAndHubOfAnother() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription second = added(store, builder);

    Subscription moved = replaced(store, second, builder.topic(TOPIC).hub(HUB).build());

    assertHolds(store, first, moved);
  }

  @Test
  default void add_isFalseAndChangesNothing_whenTheIdIsTaken() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active());
    Subscription second = SubscriptionBuilder.active().id(first.id()).build();

    assertFalse(store.add(second));

    assertHolds(store, first);
    assertEquals(Optional.empty(), store.findByCallback(token(second)));
    assertEquals(Optional.empty(), store.findByKey(second.key()));
  }

  @Test
  default void add_isFalseAndChangesNothing_whenTheRequestIsTaken() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active().resource(TOPIC));
    SubscriptionRequest same = first.request().unsigned().withAttribute("user", "7");
    Subscription second = SubscriptionBuilder.pending().request(same).build();

    assertFalse(store.add(second));

    assertHolds(store, first);
    assertEquals(Optional.empty(), store.findById(second.id()));
    assertEquals(Optional.empty(), store.findByCallback(token(second)));
  }

  @Test
  default void add_isFalseAndChangesNothing_whenTheRequestIsTaken_beforeATargetIsFound() {
    SubscriptionStore store = store();
    SubscriptionBuilder plain = SubscriptionBuilder.active().lease((Lease) null).notFound();
    Subscription first = added(store, plain.resource(TOPIC));
    Subscription second = SubscriptionBuilder.active().resource(TOPIC).build();

    assertFalse(store.add(second));

    assertHolds(store, first);
    assertEquals(Optional.empty(), store.findById(second.id()));
  }

  @Test
  default void add_takesRequests_thatDifferInResourceOrHub() {
    SubscriptionStore store = store();

    assertHolds(
        store,
        added(store, asked(TOPIC)),
        added(store, asked(TOPIC + "2")),
        added(store, asked(TOPIC, HUB)),
        added(store, asked(TOPIC, OTHER_HUB)),
        added(store, asked(HUB, TOPIC)));
  }

  @ParameterizedTest
  @EnumSource(value = SubscriptionState.class, mode = EXCLUDE, names = "ENDED")
  default void findByKey_findsTheRequest_untilTheEnd(SubscriptionState state) {
    SubscriptionStore store = store();
    Subscription stored = added(store, asked(TOPIC, HUB).state(state));
    added(store, asked(TOPIC).state(SubscriptionState.ENDED));

    assertFound(stored, store.findByKey(stored.request().key()));
    assertEquals(Optional.empty(), store.findByKey(asked(TOPIC).build().request().key()));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, http://a.example/X",
    "http://a.example/%2f, http://a.example/%2F",
    "http://a.example/?a=1&b=2, http://a.example/?b=2&a=1",
    "http://a.example/x, http://a.example/x#",
    "http://a.example/e, http://a.example/é",
    "http://a.example/ss, http://a.example/ß"
  })
  default void requests_areComparedExactly(String one, String other) {
    SubscriptionStore store = store();
    Subscription resource = added(store, asked(one));
    Subscription hub = added(store, asked(TOPIC, one));

    assertEquals(Optional.empty(), store.findByKey(asked(other).build().key()));
    assertEquals(Optional.empty(), store.findByKey(asked(TOPIC, other).build().key()));
    assertHolds(
        store, resource, hub, added(store, asked(other)), added(store, asked(TOPIC, other)));
  }

  @Test
  default void requests_areComparedToTheirEnds() {
    SubscriptionStore store = store();
    String longTopic = SampleSubscriptions.longUrl("https://topic.example/");
    String longHub = SampleSubscriptions.longUrl("https://hub.example/");

    Subscription one = added(store, asked(longTopic + 1, longHub + 1));
    Subscription two = added(store, asked(longTopic + 2, longHub + 1));
    Subscription three = added(store, asked(longTopic + 1, longHub + 2));
    Subscription four = added(store, asked(longTopic + 1));

    assertHolds(store, one, two, three, four);
    assertFalse(store.add(asked(longTopic + 1, longHub + 1).build()));
  }

  @Test
  default void tokens_areComparedExactly() {
    SubscriptionStore store = store();
    CallbackToken upper = new CallbackToken("TAKEN-taken-taken-taken");
    Subscription one = added(store, SubscriptionBuilder.active().callback(TAKEN));

    assertEquals(Optional.empty(), store.findByCallback(upper));
    Subscription two = added(store, SubscriptionBuilder.active().callback(upper));

    assertHolds(store, one, two);
  }

  @Test
  default void replace_isEmptyAndChangesNothing_whenTheRequestIsTaken() {
    SubscriptionStore store = store();
    Subscription first = added(store, asked(TOPIC));
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription second = added(store, builder);
    Subscription next = builder.resource(TOPIC).callback(CallbackToken.random()).build();

    assertEquals(Optional.empty(), store.replace(second, next));

    assertHolds(store, first, second);
    assertEquals(Optional.empty(), store.findByCallback(token(next)));
  }

  @Test
  default void replace_mayUseTheSubscriptionsOwnTokens_inAnotherPlace() {
    SubscriptionStore store = store();
    CallbackToken one = CallbackToken.random();
    CallbackToken two = CallbackToken.random();
    CallbackToken three = CallbackToken.random();
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription stored = added(store, withTokens(builder, one, two, three));

    stored = replaced(store, stored, withTokens(builder, two, one, three).build());
    assertHolds(store, stored);
    stored = replaced(store, stored, withTokens(builder, three, one, two).build());
    assertHolds(store, stored);
    stored = replaced(store, stored, withTokens(builder, three, three, two).build());
    assertHolds(store, stored);
    assertEquals(Optional.empty(), store.findByCallback(one));
    stored = replaced(store, stored, withTokens(builder, two, two, two).build());
    assertHolds(store, stored);
    assertEquals(Optional.empty(), store.findByCallback(three));
  }

  private static SubscriptionBuilder withTokens(
      SubscriptionBuilder builder, CallbackToken own, CallbackToken asked, CallbackToken former) {
    TokenPlace.OWN.put(own, builder);
    TokenPlace.OPEN_REQUEST.put(asked, builder);
    return TokenPlace.FORMER.put(former, builder);
  }

  @Test
  default void replace_freesTheRequest_thatItGivesUp() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = asked(TOPIC);
    Subscription stored = added(store, builder);

    Subscription next = replaced(store, stored, builder.resource(TOPIC + "2").build());

    assertEquals(Optional.empty(), store.findByKey(stored.key()));
    assertHolds(store, next, added(store, asked(TOPIC)));
  }

  @Test
  default void end_freesTheRequest_andKeepsTheTokens() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = asked(TOPIC).callback(TAKEN);
    Subscription active = added(store, builder);
    Subscription ended = replaced(store, active, ended(builder).build());

    assertEquals(Optional.empty(), store.findByKey(active.key()));
    assertFound(ended, store.findByCallback(TAKEN));
    assertHolds(store, ended, added(store, asked(TOPIC)));

    assertTrue(store.remove(ended));
    assertEquals(Optional.empty(), store.findByCallback(TAKEN));
  }

  @Test
  default void ends_ofOneRequest_areKeptTogether() {
    SubscriptionStore store = store();
    List<Subscription> ended = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SubscriptionBuilder builder = asked(TOPIC);
      ended.add(replaced(store, added(store, builder), ended(builder).build()));
    }

    assertHolds(store, ended.toArray(Subscription[]::new));
  }

  @ParameterizedTest
  @EnumSource(TokenPlace.class)
  default void replace_freesTokens_thatItGivesUp(TokenPlace place) {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription stored = added(store, place.put(TAKEN, builder));

    builder.callback(CallbackToken.random()).openRequest(null).former(null);
    Subscription next = replaced(store, stored, builder.build());

    Subscription heir = added(store, SubscriptionBuilder.active().callback(TAKEN));
    assertHolds(store, next, heir);
  }

  @ParameterizedTest
  @EnumSource(TokenPlace.class)
  default void replace_freesTokens_thatAreNotThoseOfTheExpected(TokenPlace place) {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    CallbackToken own = token(builder.build());
    added(store, place.put(TAKEN, builder));

    Subscription next = builder.callback(own).openRequest(null).former(null).build();
    Subscription stored = replaced(store, next, next);

    Subscription heir = added(store, SubscriptionBuilder.active().callback(TAKEN));
    assertHolds(store, stored, heir);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  default void remove_freesAllThatWasUnique(boolean sameId) {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SampleSubscriptions.everything();
    assertTrue(store.remove(added(store, builder)));

    SubscriptionBuilder again =
        sameId ? builder : builder.id(SubscriptionBuilder.active().build().id());

    assertHolds(store, added(store, again));
  }

  private static SubscriptionBuilder asked(String resource) {
    return SubscriptionBuilder.active().resource(resource);
  }

  private static SubscriptionBuilder asked(String resource, String hub) {
    return SubscriptionBuilder.active()
        .request(SubscriptionRequest.of(URI.create(resource)).withHub(URI.create(hub)));
  }

  private static SubscriptionBuilder ended(SubscriptionBuilder builder) {
    return builder.former(SampleSubscriptions.grantOf(builder)).state(SubscriptionState.ENDED);
  }
}
