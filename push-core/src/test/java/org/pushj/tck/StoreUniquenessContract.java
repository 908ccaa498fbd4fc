package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.Samples.HUB;
import static org.pushj.tck.Samples.TAKEN;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.findByTarget;
import static org.pushj.tck.StoreChecks.replaced;
import static org.pushj.tck.StoreChecks.token;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.CallbackToken;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionStore;

/** The id, the pair of topic and hub, and the callback token: each is taken once. */
interface StoreUniquenessContract extends StoreContractBase {

  @Test
  default void add_isFalseAndChangesNothing_whenTheIdIsTaken() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active());
    Subscription second = SubscriptionBuilder.active().id(first.id()).build();

    assertFalse(store.add(second));

    assertHolds(store, first);
    assertEquals(Optional.empty(), store.findByCallback(token(second)));
    assertEquals(Optional.empty(), findByTarget(store, second.topic(), second.hub()));
  }

  @Test
  default void add_isFalseAndChangesNothing_whenTopicAndHubAreTaken() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    Subscription second = SubscriptionBuilder.pending().topic(TOPIC).hub(HUB).build();

    assertFalse(store.add(second));

    assertHolds(store, first);
    assertEquals(Optional.empty(), store.findById(second.id()));
    assertEquals(Optional.empty(), store.findByCallback(token(second)));
  }

  @Test
  default void add_takesOneTopicAtSeveralHubs_andSeveralTopicsAtOneHub() {
    SubscriptionStore store = store();

    Subscription one = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    Subscription two = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB + "2"));
    Subscription three = added(store, SubscriptionBuilder.active().topic(TOPIC + "2").hub(HUB));
    Subscription swapped = added(store, SubscriptionBuilder.active().topic(HUB).hub(TOPIC));

    assertHolds(store, one, two, three, swapped);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, http://A.example/x",
    "http://a.example/x, HTTP://a.example/x",
    "http://a.example/x, http://a.example/X",
    "http://a.example/%2f, http://a.example/%2F",
    "http://a.example/~, http://a.example/%7E",
    "http://a.example, http://a.example/",
    "http://a.example/, http://a.example:80/",
    "http://a.example/b/../c, http://a.example/c",
    "http://a.example/?a=1&b=2, http://a.example/?b=2&a=1",
    "http://a.example/e, http://a.example/é",
    "http://a.example/ss, http://a.example/ß",
    "http://a.example/x, http://a.example/x#"
  })
  default void topicAndHub_areComparedToTheLetter(String one, String other) {
    SubscriptionStore store = store();
    Subscription topic = added(store, SubscriptionBuilder.active().topic(one).hub(HUB));
    Subscription hub = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(one));

    assertEquals(Optional.empty(), findByTarget(store, URI.create(other), URI.create(HUB)));
    assertEquals(Optional.empty(), findByTarget(store, URI.create(TOPIC), URI.create(other)));
    assertHolds(
        store,
        topic,
        hub,
        added(store, SubscriptionBuilder.active().topic(other).hub(HUB)),
        added(store, SubscriptionBuilder.active().topic(TOPIC).hub(other)));
  }

  @Test
  default void topicAndHub_areComparedToTheirEnds() {
    SubscriptionStore store = store();
    String longTopic = SampleSubscriptions.longUrl("https://topic.example/");
    String longHub = SampleSubscriptions.longUrl("https://hub.example/");

    Subscription one =
        added(store, SubscriptionBuilder.active().topic(longTopic + 1).hub(longHub + 1));
    Subscription two =
        added(store, SubscriptionBuilder.active().topic(longTopic + 2).hub(longHub + 1));
    Subscription three =
        added(store, SubscriptionBuilder.active().topic(longTopic + 1).hub(longHub + 2));

    assertHolds(store, one, two, three);
    assertFalse(
        store.add(SubscriptionBuilder.active().topic(longTopic + 1).hub(longHub + 1).build()));
  }

  @Test
  default void tokens_areComparedToTheLetter() {
    SubscriptionStore store = store();
    CallbackToken upper = new CallbackToken("TAKEN-taken-taken-taken");
    Subscription one = added(store, SubscriptionBuilder.active().callback(TAKEN));

    assertEquals(Optional.empty(), store.findByCallback(upper));
    Subscription two = added(store, SubscriptionBuilder.active().callback(upper));

    assertHolds(store, one, two);
  }

  @Test
  default void replace_isEmptyAndChangesNothing_whenTopicAndHubAreTaken() {
    SubscriptionStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription second = added(store, builder);
    Subscription next = builder.topic(TOPIC).hub(HUB).callback(CallbackToken.random()).build();

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
  default void replace_freesTopicAndHub_thatItGivesUp() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active().topic(TOPIC).hub(HUB);
    Subscription stored = added(store, builder);

    Subscription moved = replaced(store, stored, builder.topic(TOPIC + "2").build());

    assertEquals(Optional.empty(), findByTarget(store, URI.create(TOPIC), URI.create(HUB)));
    Subscription heir = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    assertHolds(store, moved, heir);
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
}
