package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.publisher.PublisherWorld.topics;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.settings.PingSettings;
import org.pushj.spi.QueuedPing;

/** How many pings per second a hub gets. */
class PingRateTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final PublisherWorld world =
      new PublisherWorld(
          settings ->
              settings.pings(PingSettings.builder().work(work -> work.perHubPerSecond(5)).build()));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void hub_getsNoMoreThanTheRate_whenManyTopicsChange() {
    topics(400).forEach(world.publisher::publishLater);
    world.publisher.runDueWork();
    List<Integer> seconds = new ArrayList<>();
    seconds.add(world.hub.requests("publish").size());
    for (int second = 0; second < 6; second++) {
      int before = world.hub.requests("publish").size();
      for (int i = 0; i < 4; i++) {
        world.pass(SECOND.dividedBy(4));
      }
      seconds.add(world.hub.requests("publish").size() - before);
    }
    assertThat(seconds.get(0)).isEqualTo(7);
    assertThat(seconds.subList(1, 7)).containsOnly(5);
    assertThat(world.outcomes).hasSize(370);
  }

  @Test
  void ping_thatWaitsForItsTurn_costsNoAttempt() {
    topics(200).forEach(world.publisher::publishLater);
    world.publisher.runDueWork();
    assertThat(world.queued()).hasSize(130).allMatch(ping -> ping.attempts() == 0);
    assertThat(world.queued()).extracting(QueuedPing::error).containsOnlyNulls();
    assertThat(world.queued()).as("not claimed").allMatch(ping -> ping.version() == 0);
  }

  @Test
  void hubs_areToldAtOnce_whenAnotherHasABacklog() {
    topics(1000).forEach(world.publisher::publishLater);
    world
        .publisher(settings -> settings.hubs(world.other.url()))
        .publishLater(URI.create("https://blog.example/feed"));
    world.publisher.runDueWork();
    assertThat(world.other.requests("publish")).hasSize(1);
  }

  @Test
  void publish_isNotDelayed_andCounts() {
    for (URI topic : topics(20)) {
      assertThat(world.publisher.publish(topic)).allMatch(PublishOutcome::isSuccess);
    }
    world.publisher.publishLater(PublisherWorld.TOPIC);
    world.publisher.runDueWork();
    assertThat(world.hub.requests("publish")).hasSize(20);
    world.pass(Duration.ofSeconds(3));
    assertThat(world.hub.requests("publish")).hasSize(21);
  }
}
