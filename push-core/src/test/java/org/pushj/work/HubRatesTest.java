package org.pushj.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.pushj.tck.ManualClock;

class HubRatesTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final URI OTHER = URI.create("https://other.example/");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ManualClock clock = new ManualClock();
  private final HubRates rates = new HubRates(10);

  @Test
  void request_isNeverHeld_whenThereIsNoLimit() {
    HubRates unlimited = new HubRates(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(unlimited.heldUntil(HUB, clock.instant(), false)).isEmpty();
      unlimited.count(HUB, clock.instant());
    }
    assertThat(unlimited.isHolding(clock.instant())).isFalse();
  }

  @Test
  void hub_getsWhatTheRateBrings_andAFewMoreAfterAPause() {
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < 5; second++) {
      int sent = 0;
      for (int i = 0; i < 20; i++) {
        sent += sendAll(HUB, false);
        clock.advance(SECOND.dividedBy(20));
      }
      seconds.add(sent);
    }
    assertThat(seconds).containsExactly(15, 10, 10, 10, 10);
  }

  @Test
  void turns_areAsFarApartAsTheRateSays() {
    sendAll(HUB, false);
    Instant first = turn(HUB, false);
    assertThat(first).isEqualTo(clock.instant().plusMillis(200));
    for (int i = 1; i < 100; i++) {
      assertThat(turn(HUB, false)).isEqualTo(first.plus(SECOND.multipliedBy(i).dividedBy(10)));
    }
    assertThat(rates.isHolding(first.plus(Duration.ofSeconds(10)))).isTrue();
    assertThat(rates.isHolding(first.plus(Duration.ofSeconds(12)))).isFalse();
  }

  @Test
  void waiting_haveTheirTurn_whenTheyLookALittleLate() {
    for (double rate : List.of(0.1, 1.0, 7.0, 10.0, 300.0)) {
      HubRates each = new HubRates(rate);
      Queue<Instant> waiting = new PriorityQueue<>();
      int looks = 0;
      for (int i = 0; i < 500; i++) {
        looks += look(each, waiting);
      }
      while (!waiting.isEmpty()) {
        clock.advance(Duration.ofMillis(130 + waiting.size() * 7 % 120));
        Queue<Instant> due = new ArrayDeque<>();
        while (!waiting.isEmpty() && !waiting.peek().isAfter(clock.instant())) {
          due.add(waiting.remove());
        }
        looks += due.stream().mapToInt(any -> look(each, waiting)).sum();
      }
      assertThat(looks).as("at %s a second", rate).isLessThan(1010);
    }
  }

  @Test
  void renewals_goFirst_whenOthersWait() {
    sendAll(HUB, false);
    assertThat(sendAll(HUB, true)).isPositive();
    for (int i = 0; i < 1000; i++) {
      turn(HUB, false);
    }
    assertThat(turn(HUB, true)).isEqualTo(clock.instant().plusMillis(200));
    clock.advance(Duration.ofMillis(500));
    assertThat(rates.heldUntil(HUB, clock.instant(), false)).isPresent();
    assertThat(sendAll(HUB, true)).isEqualTo(5);
  }

  @Test
  void hubs_haveARateEach_byTheirOrigin() {
    sendAll(HUB, false);
    assertThat(rates.heldUntil(HUB.resolve("/another?path"), clock.instant(), false)).isPresent();
    assertThat(sendAll(OTHER, false)).isEqualTo(6);
  }

  @Test
  void request_thatIsOnlyCounted_delaysOthers_butNoLongerThanAMinute() {
    for (int i = 0; i < 20; i++) {
      rates.count(HUB, clock.instant());
    }
    assertThat(turn(HUB, true)).isAfter(clock.instant().plusMillis(800));
    for (int i = 0; i < 10_000; i++) {
      rates.count(HUB, clock.instant());
    }
    clock.advance(Duration.ofSeconds(61));
    assertThat(rates.heldUntil(HUB, clock.instant(), true)).isEmpty();
  }

  @Test
  void rate_holdsNobodyForLong_whenTheClockIsSetBack() {
    sendAll(HUB, true);
    clock.advance(Duration.ofHours(-4));
    clock.advance(Duration.ofSeconds(61));
    assertThat(rates.heldUntil(HUB, clock.instant(), true)).isPresent();
    clock.advance(Duration.ofSeconds(61));
    assertThat(rates.heldUntil(HUB, clock.instant(), true)).isEmpty();
  }

  @Test
  void hubs_thatWereNotSeenForLong_areForgotten() {
    sendAll(HUB, true);
    for (int i = 0; i < HubRates.MAX_HUBS; i++) {
      rates.count(URI.create("https://hub" + i + ".example/"), clock.instant());
    }
    assertThat(rates.heldUntil(HUB, clock.instant(), true)).isEmpty();
  }

  /** Sends as many requests as may be sent now, and returns how many those are. */
  private int sendAll(URI hub, boolean goesFirst) {
    int sent = 0;
    while (rates.heldUntil(hub, clock.instant(), goesFirst).isEmpty()) {
      rates.count(hub, clock.instant());
      sent++;
    }
    return sent;
  }

  private Instant turn(URI hub, boolean goesFirst) {
    return rates.heldUntil(hub, clock.instant(), goesFirst).orElseThrow();
  }

  /** Sends a request, or lets it wait for its turn; returns 1. */
  private int look(HubRates rates, Queue<Instant> waiting) {
    Optional<Instant> turn = rates.heldUntil(HUB, clock.instant(), false);
    turn.ifPresentOrElse(waiting::add, () -> rates.count(HUB, clock.instant()));
    return 1;
  }
}
