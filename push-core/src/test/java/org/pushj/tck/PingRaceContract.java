package org.pushj.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pushj.tck.PingChecks.added;
import static org.pushj.tck.PingChecks.addedAt;
import static org.pushj.tck.PingChecks.assertHolds;
import static org.pushj.tck.PingChecks.claimed;
import static org.pushj.tck.PingChecks.claimedOne;
import static org.pushj.tck.PingChecks.parked;
import static org.pushj.tck.Race.BATCH;
import static org.pushj.tck.Race.DUE;
import static org.pushj.tck.Race.ROUNDS;
import static org.pushj.tck.Samples.LATER;
import static org.pushj.tck.Samples.NOW;
import static org.pushj.tck.Samples.UNTIL;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.pushj.PingId;
import org.pushj.spi.Claim;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;

/** Several threads, at two ways to the same pings. Losing a race is never an exception. */
interface PingRaceContract extends PingContractBase {

  @RepeatedTest(ROUNDS)
  default void add_addsAll_whenSeveralAddForDifferentTopics() {
    PingQueue queue = queue();
    race(
        queue,
        (way, number) -> {
          for (int i = 0; i < DUE / Race.THREADS; i++) {
            added(way, QueuedPingBuilder.asked());
          }
          return number;
        });
    assertEquals(DUE / Race.THREADS * Race.THREADS, queue.countWaiting());
  }

  @RepeatedTest(ROUNDS)
  default void add_endsInOneClaim_whenSeveralAddForTheSameTopic() {
    PingQueue queue = queue();
    race(
        queue,
        (way, number) -> {
          for (int i = 0; i < DUE / Race.THREADS; i++) {
            addedAt(way, NOW);
          }
          return number;
        });
    QueuedPing claimed = claimedOne(queue, NOW, UNTIL);
    assertHolds(queue, claimed);
  }

  @RepeatedTest(ROUNDS)
  default void claimDue_claimsEachPingOnce_whenSeveralClaim() {
    PingQueue queue = queue();
    for (int i = 0; i < DUE; i++) {
      added(queue, QueuedPingBuilder.asked().dueAt(NOW.minusSeconds(i)));
    }
    AtomicInteger left = new AtomicInteger(DUE);

    List<List<QueuedPing>> shares =
        race(
            queue,
            (way, number) ->
                Race.claimWhileAnyIsLeft(
                    left, BATCH, limit -> way.claimDue(Claim.of(NOW, UNTIL, limit))));

    List<QueuedPing> claimed = shares.stream().flatMap(Collection::stream).toList();
    assertEquals(DUE, claimed.size(), "claimed in all");
    claimed.forEach(each -> assertEquals(1, each.attempts(), "claims"));
    assertHolds(queue, claimed.toArray(QueuedPing[]::new));
  }

  @RepeatedTest(ROUNDS)
  default void claimDue_missesNoChange_whenSeveralChangeAndSend() {
    PingQueue queue = queue();
    AtomicInteger changes = new AtomicInteger();
    AtomicInteger changing = new AtomicInteger(Race.THREADS / 2);
    AtomicInteger told = new AtomicInteger();
    Set<PingId> sent = ConcurrentHashMap.newKeySet();

    race(
        queue,
        (way, number) -> {
          if (number % 2 == 0) {
            for (int i = 0; i < DUE / Race.THREADS; i++) {
              changes.incrementAndGet();
              addedAt(way, NOW);
            }
            changing.decrementAndGet();
          } else {
            while (changing.get() > 0) {
              send(way, changes, told, sent);
            }
          }
          return number;
        });
    for (int claims = 0; queue.countWaiting() > 0; claims++) {
      assertTrue(claims < Race.MAX_CLAIMS, "never claimed");
      send(queue, changes, told, sent);
    }

    assertEquals(changes.get(), told.get(), "changes that the last ping told of");
    assertTrue(sent.size() <= changes.get());
    assertHolds(queue);
  }

  @RepeatedTest(ROUNDS)
  default void settling_isWonByOne_whenSeveralSettle() {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue);

    List<Boolean> wins =
        race(
            queue,
            (way, number) ->
                number % 2 == 0
                    ? way.complete(List.of(claimed)) == 1
                    : way.putBack(claimed, NOW, 1, "by " + number));

    assertEquals(1, Collections.frequency(wins, true));
    assertEquals(wins.indexOf(true) % 2, queue.countWaiting());
  }

  @RepeatedTest(ROUNDS)
  default void settlingAndClaim_areWonByOne() {
    PingQueue queue = queue();
    QueuedPing claimed = claimed(queue);

    List<Boolean> wins =
        race(
            queue,
            (way, number) ->
                number % 2 == 0
                    ? way.complete(List.of(claimed)) == 1
                    : !way.claimDue(Claim.of(UNTIL, LATER, 1)).isEmpty());

    assertEquals(1, Collections.frequency(wins, true));
  }

  @RepeatedTest(ROUNDS)
  default void purgeParked_removesEachOnce_whenSeveralPurge() {
    PingQueue queue = queue();
    for (int i = 0; i < DUE / 2; i++) {
      parked(queue, QueuedPingBuilder.asked(), NOW);
    }
    List<Integer> purged = race(queue, (way, number) -> way.purgeParked(UNTIL, BATCH));
    int left = queue.purgeParked(UNTIL, DUE);
    assertEquals(DUE / 2, left + purged.stream().mapToInt(Integer::intValue).sum());
    assertHolds(queue);
  }

  private <T> List<T> race(PingQueue queue, Race.Part<PingQueue, T> part) {
    return Race.between(queue, peer(queue), part);
  }

  /** Does as a hub: it sees all changes that were made before it is told. */
  private static void send(
      PingQueue way, AtomicInteger changes, AtomicInteger told, Set<PingId> sent) {
    for (QueuedPing each : way.claimDue(Claim.of(NOW, UNTIL, BATCH))) {
      assertTrue(sent.add(each.id()), "sent twice");
      int seen = changes.get();
      told.accumulateAndGet(seen, Math::max);
      assertEquals(1, way.complete(List.of(each)));
    }
  }
}
