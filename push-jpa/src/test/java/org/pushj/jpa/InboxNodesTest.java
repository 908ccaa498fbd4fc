package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.SubscriptionId;
import org.pushj.UpdateId;
import org.pushj.spi.Claim;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.InboxEntryBuilder;
import org.pushj.tck.ManualClock;

/** Two nodes, one with Hibernate and one with EclipseLink, work one inbox on PostgreSQL. */
class InboxNodesTest {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int SUBSCRIPTIONS = 10;
  private static final int UPDATES = 400;
  private static final int THREADS = 3;

  private final ManualClock clock = new ManualClock();
  private final Set<Object> beingDelivered = ConcurrentHashMap.newKeySet();
  private final Map<UpdateId, String> delivered = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);

  @AutoClose
  private final TwoNodes nodes =
      new TwoNodes(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE, TestProvider.ECLIPSELINK);

  private final UpdateInbox one = new JpaUpdateInbox(nodes.one());
  private final UpdateInbox two = new JpaUpdateInbox(nodes.two());

  @BeforeEach
  void add() {
    List<SubscriptionId> subscriptions =
        Stream.generate(() -> SubscriptionId.next(clock.instant())).limit(SUBSCRIPTIONS).toList();
    for (int i = 0; i < UPDATES; i++) {
      InboxEntryBuilder update =
          InboxEntryBuilder.received().subscription(subscriptions.get(i % SUBSCRIPTIONS));
      assertThat(one.add(update.build(), update.content(), null))
          .isEqualTo(UpdateInbox.Receipt.ADDED);
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void update_isHandledByOneNodeAtATime(boolean inOrder) {
    // Each has a share, however fast the other is.
    List<InboxEntry> ofOne = claim(one, inOrder);
    List<InboxEntry> ofTwo = claim(two, inOrder);
    List<CompletableFuture<Void>> working = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      List<InboxEntry> firstOfOne = i == 0 ? ofOne : List.of();
      List<InboxEntry> firstOfTwo = i == 0 ? ofTwo : List.of();
      working.add(
          CompletableFuture.runAsync(() -> deliverAll("one", one, inOrder, firstOfOne), threads));
      working.add(
          CompletableFuture.runAsync(() -> deliverAll("two", two, inOrder, firstOfTwo), threads));
    }
    working.forEach(CompletableFuture::join);

    assertThat(delivered).hasSize(UPDATES);
    assertThat(delivered.values()).contains("one", "two");
    assertThat(one.load()).isEqualTo(new UpdateInbox.Load(0, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void claimsOfANodeThatDied_areTakenOver_whenTheyEnd(boolean inOrder) {
    List<InboxEntry> lost = claim(one, inOrder);
    deliverAll("two", two, inOrder, List.of());
    assertThat(lost).isNotEmpty().noneMatch(each -> delivered.containsKey(each.id()));

    clock.advance(CLAIM.minusMillis(1));
    assertThat(claim(two, inOrder)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    deliverAll("two", two, inOrder, List.of());

    assertThat(delivered).hasSize(UPDATES);
    assertThat(one.load()).isEqualTo(new UpdateInbox.Load(0, 0, 0));
    lost.forEach(each -> assertThat(one.complete(each, clock.instant(), false)).isFalse());
  }

  /**
   * Delivers what is claimed, then claims and delivers until nothing is due. In order, a
   * subscription is delivered one by one.
   */
  private void deliverAll(
      String node, UpdateInbox inbox, boolean inOrder, List<InboxEntry> claimedBefore) {
    List<InboxEntry> claimed = claimedBefore;
    int idle = 0;
    while (idle < 3) {
      for (InboxEntry each : claimed) {
        Object lane = inOrder ? each.subscription() : each.id();
        assertThat(beingDelivered.add(lane)).as("only one has %s", lane).isTrue();
        assertThat(delivered.put(each.id(), node)).as("delivered before").isNull();
        beingDelivered.remove(lane);
        assertThat(inbox.complete(each, clock.instant(), false)).isTrue();
      }
      claimed = claim(inbox, inOrder);
      idle = claimed.isEmpty() ? idle + 1 : 0;
    }
  }

  private List<InboxEntry> claim(UpdateInbox inbox, boolean inOrder) {
    Instant now = clock.instant();
    return inbox.claimDue(Claim.of(now, now.plus(CLAIM), 7), inOrder);
  }
}
