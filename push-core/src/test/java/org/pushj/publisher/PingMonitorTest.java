package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pushj.publisher.PublisherWorld.OTHER_TOPIC;
import static org.pushj.publisher.PublisherWorld.TOPIC;

import org.junit.jupiter.api.Test;
import org.pushj.monitoring.RecordingMonitor;
import org.pushj.settings.PingSettings;
import org.pushj.tck.HubBehaviour;

/** What a monitor hears of a publisher. */
class PingMonitorTest {
  private final RecordingMonitor monitor = new RecordingMonitor();

  @Test
  void monitor_hearsOfEachRequest_andOfPingsThatAreParked() {
    try (PublisherWorld world =
        new PublisherWorld(
            settings ->
                settings.monitor(monitor).pings(PingSettings.builder().attempts(1).build()))) {
      world.publisher.publish(TOPIC, OTHER_TOPIC);
      assertThat(monitor.news()).containsExactly("pinged");
      world.hub.behaviour(HubBehaviour.refuse(503, "busy"));
      world.publisher.publishLater(TOPIC);
      world.publisher.runDueWork();
      assertThat(monitor.news()).containsExactly("pinged: 503", "ping parked");
    }
  }
}
