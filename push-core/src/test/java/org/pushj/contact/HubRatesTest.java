package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.tck.ManualClock;

class HubRatesTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final URI OTHER = URI.create("https://other.example/");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Those of a second, and two more. */
  private static final int AT_ONCE = 12;

  private final ManualClock clock = new ManualClock();
  private final HubRates rates = new HubRates(10);

  @Test
  void hub_mayAlwaysBeAsked_whenThereIsNoLimit() {
    HubRates unlimited = new HubRates(0);
    for (int i = 0; i < 1000; i++) {
      unlimited.count(HUB, clock.instant());
    }
    assertThat(unlimited.tokens(HUB, clock.instant())).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void hub_getsWhatTheRateBrings_andAFewMoreAfterAPause() {
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < 5; second++) {
      int sent = 0;
      for (int i = 0; i < 20; i++) {
        sent += sendAll(HUB);
        clock.advance(SECOND.dividedBy(20));
      }
      seconds.add(sent);
    }
    assertThat(seconds.get(0)).isBetween(AT_ONCE + 9, AT_ONCE + 10);
    assertThat(seconds.subList(1, 5)).containsOnly(10);
  }

  @Test
  void tokens_comeBackAtTheRate_howeverOddItIs() {
    for (double rate : List.of(0.1, 1.0, 7.0, 300.0)) {
      HubRates each = new HubRates(rate);
      while (each.tokens(HUB, clock.instant()) > 0) {
        each.count(HUB, clock.instant());
      }
      clock.advance(Duration.ofMillis((long) (1000 / rate) + 1));
      assertThat(each.tokens(HUB, clock.instant())).as("at %s a second", rate).isEqualTo(1);
    }
  }

  @Test
  void hubs_haveARateEach_byTheirOrigin() {
    sendAll(HUB);
    assertThat(rates.tokens(HUB.resolve("/another?path"), clock.instant())).isZero();
    assertThat(sendAll(OTHER)).isEqualTo(AT_ONCE);
  }

  @Test
  void request_thatIsOnlyCounted_delaysOthers_butNoLongerThanAMinute() {
    for (int i = 0; i < AT_ONCE + 8; i++) {
      rates.count(HUB, clock.instant());
    }
    clock.advance(Duration.ofMillis(800));
    assertThat(rates.tokens(HUB, clock.instant())).isZero();
    for (int i = 0; i < 10_000; i++) {
      rates.count(HUB, clock.instant());
    }
    clock.advance(Duration.ofSeconds(61));
    assertThat(rates.tokens(HUB, clock.instant())).isPositive();
  }

  @Test
  void rate_holdsNobodyForLong_whenTheClockIsSetBack() {
    sendAll(HUB);
    clock.advance(Duration.ofHours(-4));
    assertThat(rates.tokens(HUB, clock.instant())).isZero();
    rates.count(HUB, clock.instant());
    clock.advance(Duration.ofSeconds(62));
    assertThat(rates.tokens(HUB, clock.instant())).isPositive();
  }

  @Test
  void hubs_thatWereNotSeenForLong_areForgotten() {
    sendAll(HUB);
    for (int i = 0; i < HubRates.MAX_HUBS; i++) {
      rates.count(URI.create("https://hub" + i + ".example/"), clock.instant());
    }
    assertThat(rates.tokens(HUB, clock.instant())).isEqualTo(AT_ONCE);
  }

  /** Sends as many requests as may be sent now, and returns how many those are. */
  private int sendAll(URI hub) {
    int sent = 0;
    while (rates.tokens(hub, clock.instant()) > 0) {
      rates.count(hub, clock.instant());
      sent++;
    }
    return sent;
  }
}
