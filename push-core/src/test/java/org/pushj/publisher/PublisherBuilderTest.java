package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.rewriting.Advertisement;
import org.pushj.settings.PingSettings;
import org.pushj.spi.HubClient;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.tck.ForwardingPingQueue;
import org.pushj.tck.ManualClock;

class PublisherBuilderTest {
  private static final URI HUB = URI.create("https://hub.example/");

  @Test
  void build_wantsAHub_inSomeWay() {
    assertThatThrownBy(() -> Publisher.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("one of hubs,", "hubsByTopic", "advertised");
    assertThatThrownBy(() -> Publisher.builder().hubs(List.of()).build())
        .isInstanceOf(IllegalStateException.class);
    assertThat(Publisher.builder().hubs(HUB).build()).isNotNull();
    assertThat(Publisher.builder().hubsByTopic(topic -> List.of()).build()).isNotNull();
    assertThat(
            Publisher.builder().advertised(List.of(new Advertisement(HUB, List.of(HUB)))).build())
        .isNotNull();
  }

  @Test
  void clock_isThatOfTheQueue_unlessOneIsSet() {
    ManageableQueue queue =
        new ForwardingPingQueue(new InMemoryPingQueue()) {
          @Override
          public InstantSource clock() {
            return new ManualClock();
          }
        };
    PublisherBuilder builder = Publisher.builder().hubs(HUB).queue(queue);
    builder.build().publishLater(HUB);
    assertThat(queue.list(ManageableQueue.Query.all()))
        .extracting(QueuedPing::changedAt)
        .containsExactly(ManualClock.START);

    ManualClock own = new ManualClock(ManualClock.START.plusSeconds(1));
    builder.clock(own).build().publishLater(URI.create("https://blog.example/1"));
    assertThat(queue.list(ManageableQueue.Query.all()))
        .extracting(QueuedPing::changedAt)
        .contains(own.instant());
  }

  @Test
  void hubs_areToldByTheClient_thatIsSet() {
    List<HubClient.Ping> pings = new CopyOnWriteArrayList<>();
    HubClient client =
        new HubClient() {
          @Override
          public HubClient.Reply ask(HubClient.Ask ask) {
            throw new UnsupportedOperationException("a publisher subscribes to nothing");
          }

          @Override
          public void publish(HubClient.Ping ping) {
            pings.add(ping);
          }
        };
    try (Publisher publisher = Publisher.builder().hubs(HUB).hubClient(client).build()) {
      URI one = URI.create("https://blog.example/1");
      URI two = URI.create("https://blog.example/2");
      assertThat(publisher.publish(List.of(one, two))).allMatch(PublishOutcome::isSuccess);
      assertThat(pings)
          .containsExactlyInAnyOrder(
              new HubClient.Ping(HUB, HUB, List.of(one)),
              new HubClient.Ping(HUB, HUB, List.of(two)));
    }
  }

  @Test
  void claim_leavesTimeForARequest() {
    PublisherBuilder builder = Publisher.builder().hubs(HUB).hubDeadline(Duration.ofSeconds(61));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("claim", "PT1M1S", "PT2M");
    assertThat(builder.hubDeadline(Duration.ofSeconds(60)).build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "\u00e9"})
  void userAgent_isVisible(String userAgent) {
    assertThatThrownBy(() -> Publisher.builder().userAgent(userAgent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("userAgent must ");
  }

  @Test
  void settings_sayWhatIsPossible_whenANumberIsOutOfItsLimits() {
    assertThatThrownBy(() -> Publisher.builder().hubDeadline(Duration.ZERO))
        .hasMessageContaining("hubDeadline");
    assertRefused("threads", builder -> builder.work(work -> work.threads(0)));
    assertRefused("window", builder -> builder.window(Duration.ofMillis(-1)));
    assertRefused("attempts", builder -> builder.attempts(0));
    assertRefused("parkedRetention", builder -> builder.parkedRetention(Duration.ZERO));
  }

  @Test
  void attempts_takeAboutThreeDays_byDefault() {
    PingSettings defaults = PingSettings.defaults();
    Duration all = Duration.ZERO;
    for (int attempt = 1; attempt < defaults.attempts(); attempt++) {
      all = all.plus(defaults.retries().delay(attempt, 0.5));
    }
    assertThat(all).isBetween(Duration.ofHours(66), Duration.ofHours(78));
  }

  @Test
  void pace_tellsAtOnce_whenTheClockWasSetBack() {
    PingThrottle throttle = new PingThrottle(Duration.ofSeconds(1));
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    Instant morning = noon.minus(Duration.ofHours(4));
    assertThat(throttle.dueAt(HUB, noon)).isEqualTo(noon);
    assertThat(throttle.dueAt(HUB, noon)).isEqualTo(noon.plusSeconds(1));
    assertThat(throttle.dueAt(HUB, morning)).isEqualTo(morning);
    assertThat(throttle.dueAt(HUB, morning.plusMillis(1))).isEqualTo(morning.plusSeconds(1));
  }

  @Test
  void pace_forgetsTheTopicsOfLongAgo_whichAreToldAtOnce() {
    PingThrottle throttle = new PingThrottle(Duration.ofHours(1));
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    for (int topic = 0; topic <= 10_000; topic++) {
      throttle.dueAt(URI.create("https://blog.example/" + topic), noon);
    }
    Instant later = noon.plusSeconds(1);
    assertThat(throttle.dueAt(URI.create("https://blog.example/10000"), later)).isAfter(later);
    assertThat(throttle.dueAt(URI.create("https://blog.example/0"), later)).isEqualTo(later);
  }

  private static void assertRefused(String name, UnaryOperator<PingSettings.Builder> setting) {
    assertThatThrownBy(setting.apply(PingSettings.builder())::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must ");
  }
}
