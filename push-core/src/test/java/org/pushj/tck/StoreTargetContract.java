package org.pushj.tck;

import static org.pushj.tck.Samples.ALL;
import static org.pushj.tck.Samples.HUB;
import static org.pushj.tck.Samples.OTHER_HUB;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.assertSame;
import static org.pushj.tck.StoreChecks.replaced;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.CallbackToken;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;

/**
 * The topic and the hub: any number of subscriptions may have the same. Lists find subscriptions by
 * them, and follow when a subscription moves.
 */
interface StoreTargetContract extends SearchContractBase {

  @Test
  default void lists_findByTopicAndHub_onceTheyAreFound() {
    SearchableStore store = store();
    Subscription request =
        added(store, SubscriptionBuilder.active().lease((Lease) null).notFound());
    assertSame(List.of(), store.list(ALL.withTopic(URI.create(TOPIC))));
    assertSame(List.of(), store.list(ALL.withHub(URI.create(HUB))));

    SubscriptionBuilder pending =
        SubscriptionBuilder.pending().id(request.id()).request(request.request());
    Subscription found = replaced(store, request, pending.topic(TOPIC).hub(HUB).build());

    assertSame(List.of(found), store.list(ALL.withTopic(URI.create(TOPIC))));
    assertSame(List.of(found), store.list(ALL.withHub(URI.create(HUB))));
    assertHolds(store, found);
  }

  @ParameterizedTest
  @CsvSource({"true,false,false", "false,true,false", "true,true,false", "true,true,true"})
  default void lists_followAMove(boolean topicMoves, boolean hubMoves, boolean callbackChanges) {
    SearchableStore store = store();
    Subscription other = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB));
    SubscriptionBuilder builder = SubscriptionBuilder.active().topic(TOPIC).hub(HUB);
    Subscription before = added(store, builder);
    if (callbackChanges) {
      builder.former(SampleSubscriptions.grantOf(builder)).callback(CallbackToken.random());
    }
    builder.topic(topicMoves ? TOPIC + "/moved" : TOPIC).hub(hubMoves ? OTHER_HUB : HUB);

    Subscription moved = replaced(store, before, builder.build());

    assertSame(List.of(moved), store.list(ALL.withTopic(moved.topic()).withHub(moved.hub())));
    assertSame(
        topicMoves ? List.of(other) : List.of(other, moved),
        store.list(ALL.withTopic(URI.create(TOPIC))));
    assertSame(
        hubMoves ? List.of(other) : List.of(other, moved),
        store.list(ALL.withHub(URI.create(HUB))));
    assertHolds(store, other, moved);
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
  default void topicAndHub_areComparedExactly(String one, String other) {
    SearchableStore store = store();
    Subscription topic = added(store, SubscriptionBuilder.active().topic(one).hub(HUB));
    Subscription hub = added(store, SubscriptionBuilder.active().topic(TOPIC).hub(one));

    assertSame(List.of(), store.list(ALL.withTopic(URI.create(other))));
    assertSame(List.of(), store.list(ALL.withHub(URI.create(other))));
    assertHolds(
        store,
        topic,
        hub,
        added(store, SubscriptionBuilder.active().topic(other).hub(HUB)),
        added(store, SubscriptionBuilder.active().topic(TOPIC).hub(other)));
  }

  @Test
  default void topicAndHub_areComparedToTheirEnds() {
    SearchableStore store = store();
    String longTopic = SampleSubscriptions.longUrl("https://topic.example/");
    String longHub = SampleSubscriptions.longUrl("https://hub.example/");

    assertHolds(
        store,
        added(store, SubscriptionBuilder.active().topic(longTopic + 1).hub(longHub + 1)),
        added(store, SubscriptionBuilder.active().topic(longTopic + 2).hub(longHub + 1)),
        added(store, SubscriptionBuilder.active().topic(longTopic + 1).hub(longHub + 2)));
  }

  @Test
  default void lists_goByTheSubscription_notByItsFormerGrantNorByItsOpenRequest() {
    SearchableStore store = store();
    SubscriptionBuilder former =
        SubscriptionBuilder.active().topic(TOPIC + "/former").hub(HUB + "/former");
    SubscriptionBuilder next =
        SubscriptionBuilder.active().topic(TOPIC + "/next").hub(HUB + "/next");
    next.openRequest(IntentKind.SUBSCRIBE, CallbackToken.random());
    Subscription stored =
        added(
            store,
            SubscriptionBuilder.active()
                .former(SampleSubscriptions.grantOf(former))
                .openRequest(next.build().open()));

    for (Subscription other : List.of(former.build(), next.build())) {
      assertSame(List.of(), store.list(ALL.withTopic(other.topic())));
      assertSame(List.of(), store.list(ALL.withHub(other.hub())));
    }
    assertHolds(store, stored);
  }

  @Test
  default void lists_leaveOutWhatHasEnded() {
    SearchableStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active().topic(TOPIC).hub(HUB);
    Subscription active = added(store, builder);
    builder.former(SampleSubscriptions.grantOf(builder)).state(SubscriptionState.ENDED);

    Subscription ended = replaced(store, active, builder.build());

    assertSame(List.of(), store.list(ALL.withTopic(URI.create(TOPIC))));
    assertSame(List.of(), store.list(ALL.withHub(URI.create(HUB))));
    assertHolds(store, ended);
  }

  @Test
  default void lists_giveEachSubscriptionOnce_pageAfterPage() {
    SearchableStore store = store();
    List<Subscription> stored = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stored.add(added(store, SubscriptionBuilder.active().topic(TOPIC).hub(HUB)));
      added(store, SubscriptionBuilder.active());
    }

    for (SubscriptionQuery query :
        List.of(ALL.withTopic(URI.create(TOPIC)), ALL.withHub(URI.create(HUB)))) {
      assertSame(stored.subList(0, 2), store.list(query.withLimit(2)));
      assertSame(stored.subList(2, 5), store.list(query.withLimit(3).after(stored.get(1))));
      assertSame(List.of(), store.list(query.after(stored.get(4))));
    }
  }
}
