package org.pushj.contact;

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
import org.pushj.HubHealth;
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
  void breaker_isSharedByUrlsOfOneOrigin(URI other, boolean same) {
    fail(5);
    assertThat(breakers.blockedUntil(other, clock.instant()).isPresent()).isEqualTo(same);
  }

  @Test
  void breaker_opensForAMinute_afterFiveFailuresInARow() {
    fail(4);
    breakers.succeeded(HUB);
    fail(4);
    assertThat(blocked()).isEmpty();
    fail(1);
    assertThat(blocked()).contains(in(MINUTE));
    clock.advance(Duration.ofSeconds(59));
    assertThat(blocked()).contains(in(Duration.ofSeconds(1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(blocked()).isEmpty();
  }

  @Test
  void health_showsTheHubsThatFail_untilTheyWorkAgain() {
    URI origin = URI.create("https://hub.example:443");
    breakers.succeeded(HUB);
    assertThat(breakers.health(clock.instant())).isEmpty();
    fail(2);
    assertThat(breakers.health(clock.instant())).containsExactly(new HubHealth(origin, 2, null));
    fail(3);
    assertThat(breakers.health(clock.instant()))
        .containsExactly(new HubHealth(origin, 5, in(MINUTE)))
        .allMatch(HubHealth::isOpen);
    clock.advance(MINUTE);
    assertThat(breakers.health(clock.instant())).noneMatch(HubHealth::isOpen);
    assertThat(blocked()).isEmpty();
    breakers.succeeded(HUB);
    assertThat(breakers.health(clock.instant())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500, true", "503, true", "429, true", "400, false", "404, false", "301, false"})
  void failure_isCounted_byTheStatusOfTheAnswer(int status, boolean fails) {
    fail(4);
    breakers.refused(HUB, clock.instant(), HubException.answered(HUB, status, "", "no"));
    fail(1);
    assertThat(blocked().isPresent()).isEqualTo(fails);
  }

  @Test
  void failure_isCounted_whenThereIsNoAnswer_butNotWhenNothingWasSent() {
    fail(4);
    breakers.refused(HUB, clock.instant(), HubException.unsent(HUB, "too long", null));
    assertThat(blocked()).isEmpty();
    breakers.refused(HUB, clock.instant(), HubException.unanswered(HUB, "away", null));
    assertThat(blocked()).isPresent();
  }

  @Test
  void breaker_opensForRetryAfter_whenTheHubRefusesWithOne() {
    breakers.refused(HUB, clock.instant(), HubException.answered(HUB, 503, "", HOUR, "no"));
    assertThat(blocked()).contains(in(HOUR));
  }

  @Test
  void backoff_doublesAfterEachFailedTrial_upToAnHour() {
    fail(5);
    for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(blocked()).contains(in(Duration.ofMinutes(minutes)));
      clock.advance(Duration.ofMinutes(minutes));
      assertThat(blocked()).isEmpty();
      fail(1);
    }
  }

  @Test
  void breaker_closes_whenTheTrialSucceeds() {
    fail(5);
    clock.advance(MINUTE);
    assertThat(blocked()).isEmpty();
    breakers.succeeded(HUB);
    assertThat(blocked()).isEmpty();
    assertThat(blocked()).isEmpty();
    fail(4);
    assertThat(blocked()).isEmpty();
    fail(1);
    assertThat(blocked()).contains(in(MINUTE));
  }

  @Test
  void trial_isGrantedToOneCaller_untilItsOutcomeIsRecorded() {
    fail(5);
    clock.advance(MINUTE);
    assertThat(blocked()).isEmpty();
    assertThat(blocked()).contains(in(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(119));
    assertThat(blocked()).contains(in(Duration.ofSeconds(5)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(blocked()).isEmpty();
    assertThat(blocked()).isPresent();
  }

  @Test
  void backoff_andTrial_end_whenTheClockIsSetBack() {
    fail(5);
    clock.advance(HOUR.negated());
    assertThat(blocked()).isEmpty();
    assertThat(blocked()).isPresent();
    clock.advance(HOUR.negated());
    assertThat(blocked()).isEmpty();
  }

  @Test
  void backoff_staysTheSame_whenEarlierRequestsFail() {
    fail(8);
    assertThat(blocked()).contains(in(MINUTE));
    clock.advance(Duration.ofSeconds(10));
    fail(3);
    assertThat(blocked()).contains(in(Duration.ofSeconds(50)));
    fail(1, Duration.ofMinutes(3));
    assertThat(blocked()).contains(in(Duration.ofMinutes(3)));
    fail(1, Duration.ofMinutes(2));
    assertThat(blocked()).contains(in(Duration.ofMinutes(3)));
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT1M", "PT2M, PT2M", "PT23H, PT23H", "P7D, PT24H"})
  void breaker_opensAtOnce_whenThereIsARetryAfter(Duration retryAfter, Duration expected) {
    fail(1, retryAfter);
    assertThat(blocked()).contains(in(expected));
    clock.advance(expected);
    assertThat(blocked()).isEmpty();
    fail(1, Duration.ofSeconds(1));
    assertThat(blocked()).contains(in(MINUTE));
  }

  @Test
  void retryAfter_stands_whenAnEarlierRequestSucceeds() {
    fail(1, HOUR);
    breakers.succeeded(HUB);
    assertThat(blocked()).contains(in(HOUR));
    clock.advance(HOUR);
    assertThat(blocked()).isEmpty();
    breakers.succeeded(HUB);
    assertThat(blocked()).isEmpty();
    fail(4);
    assertThat(blocked()).isEmpty();
  }

  /** As where a page of a stranger names a hub at the host of one that others use. */
  @Test
  void retryAfter_countsForTheUrlThatSaidIt_andForNoOtherAtItsOrigin() {
    URI other = URI.create("https://hub.example/~other/hub");
    fail(4);
    breakers.failed(other, clock.instant(), HOUR);
    assertThat(blocked()).isEmpty();
    assertThat(breakers.most(HUB, clock.instant())).isEqualTo(Integer.MAX_VALUE);
    assertThat(breakers.blockedUntil(other, clock.instant())).contains(in(HOUR));
    assertThat(breakers.most(other, clock.instant())).isZero();
    fail(1);
    assertThat(blocked()).contains(in(MINUTE));
  }

  @Test
  void trial_countsForOriginAndUrl() {
    fail(1, MINUTE);
    fail(5);
    clock.advance(MINUTE);
    assertThat(blocked()).isEmpty();
    assertThat(blocked()).contains(in(Duration.ofSeconds(5)));
    fail(1, HOUR);
    assertThat(blocked()).contains(in(HOUR));
    clock.advance(HOUR);
    assertThat(blocked()).isEmpty();
    breakers.succeeded(HUB);
    assertThat(breakers.health(clock.instant())).isEmpty();
  }

  @Test
  void breaker_closes_whenAnEarlierRequestSucceeds_withoutARetryAfter() {
    fail(5);
    breakers.succeeded(HUB);
    assertThat(blocked()).isEmpty();
    fail(1, HOUR);
    clock.advance(HOUR);
    assertThat(blocked()).isEmpty();
    fail(1);
    breakers.succeeded(HUB);
    assertThat(blocked()).isEmpty();
  }

  @Test
  void opening_isReportedOnce_soThatTheLogHasOneLineForIt() {
    HubCircuitBreaker breaker = new HubCircuitBreaker();
    List<Boolean> opens = new ArrayList<>();
    for (int hours = 0; hours < 8; hours++) {
      opens.add(breaker.failed(clock.advance(HOUR), null).isPresent());
      breaker.pass(clock.instant());
    }
    assertThat(opens).containsExactly(false, false, false, false, true, false, false, false);
    assertThat(breaker.succeeded()).isTrue();
    assertThat(breaker.succeeded()).isFalse();
  }

  @Test
  void memory_isForFailingHubs_andBounded() {
    fail(4);
    for (int i = 0; i < 2 * HubCircuitBreakers.MAX_HUBS; i++) {
      URI healthy = URI.create("https://h" + i + ".example/");
      breakers.succeeded(healthy);
    }
    fail(1);
    assertThat(blocked()).isPresent();
    for (int i = 0; i < HubCircuitBreakers.MAX_HUBS; i++) {
      breakers.failed(URI.create("https://h" + i + ".example/"), clock.instant(), null);
    }
    assertThat(blocked()).isEmpty();
  }

  @Test
  void trial_isGrantedOnce_whenManyThreadsAsk() throws InterruptedException {
    fail(5);
    clock.advance(MINUTE);
    AtomicInteger trials = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 200; i++) {
      threads.execute(
          () -> {
            if (blocked().isEmpty()) {
              trials.incrementAndGet();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(trials).hasValue(1);
  }

  private Optional<Instant> blocked() {
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
