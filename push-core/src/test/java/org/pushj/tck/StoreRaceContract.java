package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pushj.tck.Race.CHANGES;
import static org.pushj.tck.Race.CHANGE_ROUNDS;
import static org.pushj.tck.Race.INCREMENTS;
import static org.pushj.tck.Samples.ALL;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertHolds;
import static org.pushj.tck.StoreChecks.assertSame;
import static org.pushj.tck.StoreChecks.replaced;
import static org.pushj.tck.StoreChecks.token;
import static org.pushj.tck.StoreChecks.withProblem;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.Problem;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.Target;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionStore;

/** Several threads, at two ways to the same subscriptions. Losing a race is never an exception. */
interface StoreRaceContract extends StoreContractBase {

  @RepeatedTest(CHANGE_ROUNDS)
  default void replace_isWonByOne_whenSeveralReplaceTheSame() {
    SubscriptionStore store = store();
    Subscription read = added(store, SubscriptionBuilder.active());

    List<Optional<Subscription>> answers =
        race(store, (way, number) -> way.replace(read, withProblem(read, "by " + number)));

    List<Subscription> winners = answers.stream().flatMap(Optional::stream).toList();
    assertEquals(1, winners.size(), () -> "winners: " + winners);
    assertEquals(1, winners.get(0).version());
    assertHolds(store, winners.get(0));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void add_isWonByOne_whenSeveralAddTheSameRequest() {
    StoreRaces.ofAdding(store(), this::peer, builder -> builder.resource(TOPIC));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void replace_isWonByOne_whenSeveralTakeTheSameRequest() {
    StoreRaces.ofTaking(store(), this::peer, builder -> builder.resource(TOPIC));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void replace_isWonByAll_whenSeveralMoveToTheSameTopicAndHub() {
    SubscriptionStore store = store();
    List<SubscriptionBuilder> builders = new ArrayList<>();
    List<Subscription> before = new ArrayList<>();
    for (int i = 0; i < Race.THREADS; i++) {
      builders.add(SubscriptionBuilder.active());
      before.add(added(store, builders.get(i)));
    }

    List<Subscription> moved =
        race(
            store,
            (way, number) ->
                replaced(way, before.get(number), builders.get(number).topic(TOPIC).build()));

    assertHolds(store, moved.toArray(Subscription[]::new));
  }

  @RepeatedTest(CHANGE_ROUNDS)
  default void removeAndReplace_areWonByOne() {
    SubscriptionStore store = store();
    Subscription read = added(store, SubscriptionBuilder.active());

    List<Boolean> wins =
        race(
            store,
            (way, number) ->
                number % 2 == 0
                    ? way.remove(read)
                    : way.replace(read, withProblem(read, "by " + number)).isPresent());

    assertEquals(1, Collections.frequency(wins, true));
    assertEquals(wins.indexOf(true) % 2 != 0, store.findById(read.id()).isPresent());
  }

  @Test
  default void replace_losesNoIncrement_whenLosersReadAgain() {
    SubscriptionStore store = store();
    Subscription counter =
        added(store, SubscriptionBuilder.active().problem(Problem.Kind.REFUSED, "0"));

    race(
        store,
        (way, number) -> {
          for (int i = 0; i < INCREMENTS; i++) {
            increment(way, counter);
          }
          return number;
        });

    int total = Race.THREADS * INCREMENTS;
    assertHolds(store, withProblem(counter, Integer.toString(total)).withVersion(total));
  }

  @Test
  default void reads_seeOneStateOrTheNext_neverAMixOfBoth() {
    SubscriptionStore store = store();
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    Subscription first = added(store, numbered(builder, 0));
    AtomicBoolean done = new AtomicBoolean();

    race(
        store,
        (way, number) -> {
          if (number > 0) {
            while (!done.get()) {
              read(way, first).forEach(StoreRaceContract::assertNotMixed);
            }
            return number;
          }
          try {
            Subscription stored = first;
            for (int i = 1; i <= CHANGES; i++) {
              stored = replaced(way, stored, numbered(builder, i).build());
            }
          } finally {
            done.set(true);
          }
          return number;
        });
  }

  private <T> List<T> race(SubscriptionStore store, Race.Part<SubscriptionStore, T> part) {
    return Race.between(store, peer(store), part);
  }

  private static void increment(SubscriptionStore store, Subscription counter) {
    Optional<Subscription> won = Optional.empty();
    while (won.isEmpty()) {
      Subscription read = store.findById(counter.id()).orElseThrow();
      int next = Integer.parseInt(read.problem()) + 1;
      won = store.replace(read, withProblem(read, Integer.toString(next)));
    }
  }

  /** Puts a number into several fields, all of which {@link #assertNotMixed} compares. */
  private static SubscriptionBuilder numbered(SubscriptionBuilder builder, int number) {
    return builder
        .version(number)
        .problem(Problem.Kind.REFUSED, Integer.toString(number))
        .attempts(number)
        .lastUpdateAt(ManualClock.START.plusSeconds(number))
        .former(formerGrant(number))
        .secret(new Secret("secret " + number))
        .lease(Duration.ofSeconds(number + 1L))
        .hub("https://hub.example/" + number)
        .openRequest(IntentKind.SUBSCRIBE, new CallbackToken("number-in-a-callback-" + number));
  }

  private static Grant.Former formerGrant(int number) {
    return new Grant.Former(
        new Registration(
            new Target(
                URI.create("https://topic.example/" + number),
                URI.create("https://hub.example/" + number)),
            new CallbackToken("number-in-a-former-callback-" + number),
            URI.create("https://reader.example/" + number),
            new Secret("former secret " + number)),
        ManualClock.START.plusSeconds(number),
        ManualClock.START.plusSeconds(number),
        ManualClock.START.plusSeconds(number));
  }

  private static List<Subscription> read(SubscriptionStore store, Subscription subscription) {
    List<Subscription> read = new ArrayList<>();
    store.findById(subscription.id()).ifPresentOrElse(read::add, Assertions::fail);
    store.findByCallback(token(subscription)).ifPresentOrElse(read::add, Assertions::fail);
    store.findByKey(subscription.key()).ifPresentOrElse(read::add, Assertions::fail);
    if (store instanceof SearchableStore searchable) {
      read.addAll(searchable.list(ALL));
      read.addAll(searchable.list(ALL.withTopic(subscription.topic())));
      read.addAll(searchable.list(ALL.withHub(read.get(0).hub())));
    }
    return read;
  }

  private static void assertNotMixed(Subscription read) {
    SubscriptionBuilder expected =
        SubscriptionBuilder.active()
            .id(read.id())
            .request(read.request())
            .topic(read.topic().toString())
            .callback(token(read))
            .createdAt(read.createdAt());
    assertSame(List.of(numbered(expected, (int) read.version()).build()), List.of(read));
  }
}
