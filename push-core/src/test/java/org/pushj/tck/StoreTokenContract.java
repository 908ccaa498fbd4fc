package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.pushj.tck.Race.CHANGE_ROUNDS;
import static org.pushj.tck.Samples.TAKEN;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.token;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pushj.CallbackToken;
import org.pushj.IntentKind;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionStore;

/**
 * Each callback token is taken once. Tokens are random, so the {@link SubscriptionStoreContract}
 * does not ask for this: it is for stores that promise it all the same.
 *
 * @since 0.1
 */
public interface StoreTokenContract extends StoreContractBase {

  static Stream<Arguments> pairsOfPlaces() {
    return Arrays.stream(TokenPlace.values())
        .flatMap(one -> Arrays.stream(TokenPlace.values()).map(two -> Arguments.of(one, two)));
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.StoreTokenContract#pairsOfPlaces")
  default void add_isFalseAndChangesNothing_whenATokenIsTaken(TokenPlace first, TokenPlace second) {
    SubscriptionStore store = store();
    Subscription owner = added(store, first.put(TAKEN, SubscriptionBuilder.active()));
    Subscription late = second.put(TAKEN, SubscriptionBuilder.active()).build();

    assertFalse(store.add(late));

    assertHolds(store, owner);
    assertEquals(Optional.empty(), store.findById(late.id()));
    assertEquals(Optional.empty(), store.findByKey(late.key()));
    if (second != TokenPlace.OWN) {
      assertEquals(Optional.empty(), store.findByCallback(token(late)));
    }
  }

  @ParameterizedTest
  @MethodSource("org.pushj.tck.StoreTokenContract#pairsOfPlaces")
  default void replace_isEmptyAndChangesNothing_whenATokenIsTaken(
      TokenPlace first, TokenPlace second) {
    SubscriptionStore store = store();
    Subscription owner = added(store, first.put(TAKEN, SubscriptionBuilder.active()));
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription late = added(store, builder);
    Subscription next = second.put(TAKEN, builder).topic(TOPIC).build();

    assertEquals(Optional.empty(), store.replace(late, next));

    assertHolds(store, owner, late);
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void add_isWonByOne_whenSeveralAddTheSameToken() {
    CallbackToken token = CallbackToken.random();
    StoreRaces.ofAdding(store(), this::peer, builder -> builder.callback(token));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void add_isWonByOne_whenSeveralAddTheSameTokenOfAnOpenRequest() {
    CallbackToken token = CallbackToken.random();
    StoreRaces.ofAdding(
        store(), this::peer, builder -> builder.openRequest(IntentKind.SUBSCRIBE, token));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void replace_isWonByOne_whenSeveralTakeTheSameToken() {
    CallbackToken token = CallbackToken.random();
    StoreRaces.ofTaking(
        store(), this::peer, builder -> builder.openRequest(IntentKind.SUBSCRIBE, token));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void replace_isWonByOne_whenSeveralTakeTheSameTokenInDifferentPlaces() {
    CallbackToken token = CallbackToken.random();
    TokenPlace[] places = TokenPlace.values();
    AtomicInteger number = new AtomicInteger();
    StoreRaces.ofTaking(
        store(),
        this::peer,
        builder -> places[number.getAndIncrement() % places.length].put(token, builder));
  }
}
