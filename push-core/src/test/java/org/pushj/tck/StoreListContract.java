package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pushj.tck.Samples.ALL;
import static org.pushj.tck.Samples.TOPIC;
import static org.pushj.tck.StoreChecks.added;
import static org.pushj.tck.StoreChecks.assertSame;
import static org.pushj.tck.StoreChecks.replaced;
import static org.pushj.tck.StoreChecks.withProblem;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Lease;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;

/** Lists: their order, their pages, and each filter. */
interface StoreListContract extends SearchContractBase {

  @Test
  default void list_isInTheOrderOfTheTextsOfTheIds_whateverTheOrderOfAdding() {
    SearchableStore store = store();
    List<Subscription> stored = new ArrayList<>();
    for (String start : List.of("80000000", "00000000", "ffffffff", "7fffffff", "0fffffff")) {
      for (String end : List.of("8000", "7fff")) {
        UUID id = UUID.fromString(start + "-0000-7000-" + end + "-000000000000");
        stored.add(added(store, SubscriptionBuilder.active().id(new SubscriptionId(id))));
      }
    }

    stored.sort((a, b) -> a.id().toString().compareTo(b.id().toString()));
    assertSame(stored, store.list(ALL));
    assertSame(stored.subList(4, 7), store.list(ALL.withLimit(3).after(stored.get(3))));
  }

  @Test
  default void list_isInTheOrderOfTheIds_afterAReplacementToo() {
    SearchableStore store = store();
    Subscription first = added(store, SubscriptionBuilder.active());
    Subscription second = added(store, SubscriptionBuilder.active());

    first = replaced(store, first, withProblem(first, "a"));

    assertSame(List.of(first, second), store.list(ALL));
  }

  @ParameterizedTest
  @CsvSource({"1,7,7", "3,7,3", "3,6,2", "6,6,1", "7,6,1", "3,10,4"})
  default void list_givesEachSubscriptionOnce_pageAfterPage(int limit, int count, int pages) {
    SearchableStore store = store();
    List<Subscription> stored = addSeveral(store, count);

    List<Subscription> read = new ArrayList<>();
    for (int page = 1; page <= pages; page++) {
      SubscriptionQuery query = ALL.withLimit(limit);
      List<Subscription> next =
          store.list(read.isEmpty() ? query : query.after(read.get(read.size() - 1)));
      assertEquals(Math.min(limit, count - read.size()), next.size(), "size of page " + page);
      read.addAll(next);
    }

    assertSame(stored, read);
    assertSame(List.of(), store.list(ALL.withLimit(limit).after(stored.get(count - 1))));
  }

  @Test
  default void list_goesOnAfterAnId_thatIsNoLongerThere() {
    SearchableStore store = store();
    List<Subscription> stored = addSeveral(store, 5);
    store.remove(stored.get(1));

    assertSame(stored.subList(2, 4), store.list(ALL.withLimit(2).after(stored.get(1))));
  }

  @Test
  default void list_appliesTheLimit_toWhatMatches() {
    SearchableStore store = store();
    List<Subscription> denied = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      addSeveral(store, 2);
      denied.add(added(store, SubscriptionBuilder.active().state(SubscriptionState.DENIED)));
    }
    SubscriptionQuery query = ALL.withState(SubscriptionState.DENIED).withLimit(3);

    assertSame(denied.subList(0, 3), store.list(query));
    assertSame(denied.subList(3, 4), store.list(query.after(denied.get(2))));
  }

  @ParameterizedTest
  @EnumSource(SubscriptionState.class)
  default void list_filtersByTheStoredState(SubscriptionState state) {
    SearchableStore store = store();
    Subscription wanted = null;
    for (SubscriptionState each : SubscriptionState.values()) {
      // The lease has ended long ago: that alone does not make a stored state EXPIRED.
      Lease ended = Lease.of(Instant.EPOCH, Duration.ofDays(1));
      Subscription stored = added(store, SubscriptionBuilder.active().lease(ended).state(each));
      wanted = each == state ? stored : wanted;
    }

    assertSame(List.of(wanted), store.list(ALL.withState(state)));
  }

  @Test
  default void list_filtersByTheHub_toTheLetter() {
    SearchableStore store = store();
    List<Subscription> stored = new ArrayList<>();
    for (String hub :
        List.of("http://h.example/%2f", "http://H.example/%2f", "http://h.example/%2F")) {
      stored.add(added(store, SubscriptionBuilder.active().hub(hub)));
    }

    for (Subscription each : stored) {
      assertSame(List.of(each), store.list(ALL.withHub(each.hub())));
    }
    assertSame(List.of(), store.list(ALL.withHub(stored.get(0).topic())));
  }

  @Test
  default void list_filtersByTheHubOfTheSubscription_notByThatOfItsOpenRequest() {
    SearchableStore store = store();
    SubscriptionBuilder moving = SampleSubscriptions.everything();
    Subscription stored = added(store, moving);

    assertSame(List.of(), store.list(ALL.withHub(stored.open().hub())));
    assertSame(List.of(stored), store.list(ALL.withHub(stored.hub())));
  }

  @Test
  default void list_filtersByTheEndOfTheLease_whichIsBeforeTheInstant() {
    SearchableStore store = store();
    Subscription soon = added(store, SubscriptionBuilder.active().lease(Duration.ofSeconds(1)));
    Subscription later = added(store, SubscriptionBuilder.active().lease(Duration.ofMillis(1001)));
    added(store, SubscriptionBuilder.active().lease((Lease) null));
    Instant end = soon.lease().endsAt();

    assertSame(List.of(), store.list(ALL.withLeaseEndingBefore(end)));
    assertSame(List.of(soon), store.list(ALL.withLeaseEndingBefore(end.plusNanos(1))));
    assertSame(List.of(soon), store.list(ALL.withLeaseEndingBefore(end.plusMillis(1))));
    assertSame(List.of(soon, later), store.list(ALL.withLeaseEndingBefore(end.plusMillis(2))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x_y | http://a.example/x_y | http://a.example/xzy",
        "_ | http://a.example/x_y | http://a.example/xzy",
        "100%25 | http://a.example/100%25 | http://a.example/100x25",
        "% | http://a.example/100%25 | http://a.example/100x25",
        "a%2Fc | http://a.example/a%2Fc | http://a.example/a%2Fb%2Fc",
        "a.example | http://a.example/ | http://axexample/",
        "[x] | http://[::1]/?[x] | http://[::1]/?x",
        "o'b | http://a.example/o'b | http://a.example/ob",
        "'or'1'='1 | http://a.example/?'or'1'='1 | http://a.example/?1",
        "A.EXAMPLE/MiX | http://a.example/mIx | http://a.example/mi",
        "http://a.example/all | http://a.example/all | http://a.example/al",
      })
  default void list_filtersByTextToTheLetter_butWithoutCase(
      String text, String match, String noMatch) {
    SearchableStore store = store();
    Subscription topic = added(store, SubscriptionBuilder.active().topic(match));
    Subscription resource = added(store, SubscriptionBuilder.active().resource(match));
    added(store, SubscriptionBuilder.active().topic(noMatch).problem(Problem.Kind.REFUSED, match));
    added(store, SubscriptionBuilder.active().resource(noMatch).hub(match));

    assertSame(List.of(topic, resource), store.list(ALL.withText(text)));
  }

  @Test
  default void list_filtersByText_beyondAscii() {
    SearchableStore store = store();
    Subscription match = added(store, SubscriptionBuilder.active().topic("http://a.example/é/日本"));
    added(store, SubscriptionBuilder.active().topic("http://a.example/e/日本"));

    assertSame(List.of(match), store.list(ALL.withText("é/日")));
  }

  @ParameterizedTest
  @CsvSource({"\\", "\\\\", "%\\%", "\\_", "\\%"})
  default void list_findsNothingByABackslash_whichNoUrlContains(String text) {
    SearchableStore store = store();
    added(store, SubscriptionBuilder.active().topic("http://a.example/100%25_"));

    assertSame(List.of(), store.list(ALL.withText(text)));
  }

  @Test
  default void list_findsEverything_byTheEmptyText() {
    SearchableStore store = store();

    assertSame(addSeveral(store, 3), store.list(ALL.withText("")));
  }

  @Test
  default void list_findsWhatFails_andAnActiveOneWhoseRenewalFails() {
    SearchableStore store = store();
    Subscription active = added(store, SubscriptionBuilder.active());
    Subscription denied =
        added(store, SubscriptionBuilder.active().state(SubscriptionState.DENIED));
    Subscription renewed =
        added(
            store,
            SubscriptionBuilder.active()
                .problem(Problem.Kind.HUB_ERROR, "The hub answered 503.")
                .attempts(2));
    added(store, SubscriptionBuilder.active().state(SubscriptionState.ENDED));

    assertSame(List.of(denied, renewed), store.list(ALL.withFailing(true)));
    assertSame(
        List.of(renewed), store.list(ALL.withFailing(true).withState(SubscriptionState.ACTIVE)));
    assertSame(List.of(active), store.list(ALL.withFailing(false)));
    assertSame(List.of(renewed), store.list(ALL.withFailing(true).after(denied)));

    Subscription verified =
        store
            .replace(
                renewed,
                renewed.toBuilder()
                    .progress(renewed.progress().begunAnew().withProblem(null))
                    .build())
            .orElseThrow();
    assertSame(List.of(denied), store.list(ALL.withFailing(true)));
    assertSame(List.of(active, verified), store.list(ALL.withFailing(false)));
  }

  @Test
  default void list_combinesAllFilters() {
    SearchableStore store = store();
    Subscription before = added(store, wanted());
    Subscription match = added(store, wanted());
    added(store, wanted().progress(Progress.NONE));
    added(store, wanted().topic(TOPIC + "/other"));
    added(store, wanted().hub("https://hub.example/other"));
    added(store, wanted().lease(Duration.ofHours(2)));
    added(store, wanted().lease((Lease) null));
    added(store, wanted().resource("https://resource.example/"));
    added(store, wanted().lastUpdateAt(ManualClock.START.plus(Duration.ofHours(3))));
    added(store, wanted().callbackBase("https://reader.example/moved/"));
    Subscription next = added(store, wanted());
    added(store, wanted());
    SubscriptionQuery query =
        new SubscriptionQuery(
            SubscriptionState.DENIED,
            URI.create(TOPIC),
            SubscriptionBuilder.HUB,
            ManualClock.START.plus(Duration.ofHours(2)),
            "WANTED",
            ManualClock.START.plus(Duration.ofHours(3)),
            URI.create("https://reader.example/moved/"),
            true,
            before.id(),
            2);

    assertSame(List.of(match, next), store.list(query));
  }

  @Test
  default void list_ofALargestPage_isWhole() {
    SearchableStore store = store();
    List<Subscription> stored = addSeveral(store, SubscriptionQuery.MAX_PAGE + 1);

    assertSame(stored.subList(0, SubscriptionQuery.MAX_PAGE), store.list(ALL));
  }

  private static SubscriptionBuilder wanted() {
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    return builder
        .resource(builder.build().request().resource() + "/wanted")
        .topic(TOPIC)
        .state(SubscriptionState.DENIED)
        .lease(Duration.ofHours(1));
  }

  private static List<Subscription> addSeveral(SearchableStore store, int count) {
    List<Subscription> stored = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stored.add(added(store, SubscriptionBuilder.active()));
    }
    return stored;
  }
}
