package org.pushj.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.HubException;
import org.pushj.tck.ManualClock;

class HubCircuitBreakersTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock();
  private final HubCircuitBreakers breakers = new HubCircuitBreakers();

  @ParameterizedTest
  @CsvSource({
    "https://HUB.example:443/a?b, true",
    "https://hub.example, true",
    "https://hub.example:444/, false",
    "http://hub.example/, false",
    "https://sub.hub.example/, false",
    "hub:example, false"
  })
  void hub_isWhatHasOneOrigin(URI other, boolean same) {
    fail(5);
    assertThat(breakers.blockedUntil(other, clock.instant()).isPresent()).isEqualTo(same);
  }

  @Test
  void hub_isLeftAloneForAMinute_afterFiveFailuresInARow() {
    fail(4);
    breakers.succeeded(HUB);
    fail(4);
    assertThat(closed()).isEmpty();
    fail(1);
    assertThat(closed()).contains(in(MINUTE));
    clock.advance(Duration.ofSeconds(59));
    assertThat(closed()).contains(in(Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(closed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500, true", "503, true", "429, true", "400, false", "404, false", "301, false"})
  void hub_fails_whenItAnswersSo(int status, boolean fails) {
    fail(4);
    breakers.refused(HUB, clock.instant(), HubException.answered(HUB, status, "", "no"));
    fail(1);
    assertThat(closed().isPresent()).isEqualTo(fails);
  }

  @Test
  void hub_fails_whenItGivesNoAnswer_butNotWhenItWasNotAsked() {
    fail(4);
    breakers.refused(HUB, clock.instant(), HubException.unsent(HUB, "too long", null));
    assertThat(closed()).isEmpty();
    breakers.refused(HUB, clock.instant(), HubException.unanswered(HUB, "away", null));
    assertThat(closed()).isPresent();
  }

  @Test
  void hub_isLeftAloneAsItWishes_whenItRefusesForSuchATime() {
    breakers.refused(HUB, clock.instant(), HubException.answered(HUB, 503, "", HOUR, "no"));
    assertThat(closed()).contains(in(HOUR));
  }

  @Test
  void hub_isLeftAloneTwiceAsLongAfterEachTry_upToAnHour() {
    fail(5);
    for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(closed()).contains(in(Duration.ofMinutes(minutes)));
      clock.advance(Duration.ofMinutes(minutes));
      assertThat(closed()).isEmpty();
      fail(1);
    }
  }

  @Test
  void hub_isAskedAsBefore_whenTheTrySucceeds() {
    fail(5);
    clock.advance(MINUTE);
    assertThat(closed()).isEmpty();
    breakers.succeeded(HUB);
    assertThat(closed()).isEmpty();
    assertThat(closed()).isEmpty();
    fail(4);
    assertThat(closed()).isEmpty();
    fail(1);
    assertThat(closed()).contains(in(MINUTE));
  }

  @Test
  void hub_isTriedByOneAtATime_untilTheOutcomeIsTold() {
    fail(5);
    clock.advance(MINUTE);
    assertThat(closed()).isEmpty();
    assertThat(closed()).contains(in(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(119));
    assertThat(closed()).contains(in(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(closed()).isEmpty();
    assertThat(closed()).isPresent();
  }

  @Test
  void failures_ofRequestsThatWereUnderWay_makeTheTimeNoLonger() {
    fail(8);
    assertThat(closed()).contains(in(MINUTE));
    clock.advance(Duration.ofSeconds(10));
    fail(3);
    assertThat(closed()).contains(in(Duration.ofSeconds(50)));
    fail(1, Duration.ofMinutes(3));
    assertThat(closed()).contains(in(Duration.ofMinutes(3)));
    fail(1, Duration.ofMinutes(2));
    assertThat(closed()).contains(in(Duration.ofMinutes(3)));
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT1M", "PT2M, PT2M", "PT23H, PT23H", "P7D, PT24H"})
  void hub_isLeftAloneAtOnce_whenItSaysForHowLong(Duration wish, Duration expected) {
    fail(1, wish);
    assertThat(closed()).contains(in(expected));
    clock.advance(expected);
    assertThat(closed()).isEmpty();
    fail(1, Duration.ofSeconds(1));
    assertThat(closed()).contains(in(Duration.ofMinutes(2)));
  }

  @Test
  void wish_stands_whenARequestThatWasUnderWaySucceeds() {
    fail(1, HOUR);
    breakers.succeeded(HUB);
    assertThat(closed()).contains(in(HOUR));
    clock.advance(HOUR);
    assertThat(closed()).isEmpty();
    breakers.succeeded(HUB);
    assertThat(closed()).isEmpty();
    fail(4);
    assertThat(closed()).isEmpty();
  }

  @Test
  void hub_isAskedAgain_whenItWorksWhileItIsLeftAloneWithoutAWish() {
    fail(5);
    breakers.succeeded(HUB);
    assertThat(closed()).isEmpty();
    fail(1, HOUR);
    clock.advance(HOUR);
    assertThat(closed()).isEmpty();
    fail(1);
    breakers.succeeded(HUB);
    assertThat(closed()).isEmpty();
  }

  @Test
  void change_isToldOnce_soThatTheLogHasOneLineForIt() {
    HubCircuitBreaker breaker = new HubCircuitBreaker();
    List<Boolean> begins = new ArrayList<>();
    for (int hours = 0; hours < 8; hours++) {
      begins.add(breaker.failed(clock.advance(HOUR), null).isPresent());
      breaker.blockedUntil(clock.instant());
    }
    assertThat(begins).containsExactly(false, false, false, false, true, false, false, false);
    assertThat(breaker.succeeded()).isTrue();
    assertThat(breaker.succeeded()).isFalse();
  }

  @Test
  void memory_isForHubsThatFail_andBounded() {
    fail(4);
    for (int i = 0; i < 2 * HubCircuitBreakers.MAX_HUBS; i++) {
      URI healthy = URI.create("https://h" + i + ".example/");
      breakers.succeeded(healthy);
    }
    fail(1);
    assertThat(closed()).isPresent();
    for (int i = 0; i < HubCircuitBreakers.MAX_HUBS; i++) {
      breakers.failed(URI.create("https://h" + i + ".example/"), clock.instant(), null);
    }
    assertThat(closed()).isEmpty();
  }

  @Test
  void probe_isOne_whenManyThreadsAsk() throws InterruptedException {
    fail(5);
    clock.advance(MINUTE);
    AtomicInteger probes = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 200; i++) {
      threads.execute(
          () -> {
            if (closed().isEmpty()) {
              probes.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(probes).hasValue(1);
  }

  private Optional<Instant> closed() {
    return breakers.blockedUntil(HUB, clock.instant());
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  private void fail(int times) {
    fail(times, null);
  }

  private void fail(int times, @Nullable Duration retryAfter) {
    for (int i = 0; i < times; i++) {
      breakers.failed(HUB, clock.instant(), retryAfter);
    }
  }
}
