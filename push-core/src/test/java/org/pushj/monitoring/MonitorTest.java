package org.pushj.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.HubException;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.Monitor;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What a {@link Monitor} hears of a subscriber. */
class MonitorTest {
  private final RecordingMonitor monitor = new RecordingMonitor();

  @Test
  void monitor_hearsOfRequests_andOfTheirVerification() {
    try (World world = new World(settings -> settings.monitor(monitor))) {
      Held held = world.held();
      assertThat(monitor.news()).containsExactly("asked to SUBSCRIBE");
      world.clock.advance(Duration.ofSeconds(7));
      world.hub.verify(held.request());
      world.hub.verify(held.request());
      assertThat(monitor.news()).containsExactly("verified SUBSCRIBE after PT7S");

      world.hub.behaviour(HubBehaviour.refuse(503, "busy"));
      assertThatThrownBy(() -> world.subscriber.renew(held.subscription().id()))
          .isInstanceOf(HubException.class);
      assertThat(monitor.news()).containsExactly("asked again to SUBSCRIBE: 503");

      world.hub.behaviour(HubBehaviour.inline());
      world.subscriber.unsubscribe(held.subscription().id());
      assertThat(monitor.news())
          .containsExactlyInAnyOrder("asked to UNSUBSCRIBE", "verified UNSUBSCRIBE after PT0S");
    }
  }

  @Test
  void monitor_hearsOfDeliveries_andWhatBecameOfEach() {
    try (World world =
        new World(
            settings ->
                settings
                    .monitor(monitor)
                    .callbacks(CallbackSettings.builder().maxUpdateBytes(100).build()))) {
      Held active = world.active();
      monitor.news();
      world.deliver(active.request());
      assertThat(monitor.news()).containsExactly("listened", "delivered TAKEN");
      world.listener.failNextUpdates(1);
      world.deliver(active.request());
      assertThat(monitor.news())
          .containsExactly("listened: the listener was told to fail", "delivered NOT_TAKEN");
      world.hub.deliver(active.request(), new byte[101], "text/plain");
      assertThat(monitor.news()).containsExactly("delivered REFUSED");
      world.hub.delivery(active.request()).content("x", "text/plain").secret("guessed").send();
      assertThat(monitor.news()).containsExactly("rejected WRONG_SIGNATURE", "delivered REJECTED");
      world.hub.delivery(active.request()).content("x", "text/plain").unsigned().send();
      assertThat(monitor.news()).containsExactly("rejected UNSIGNED", "delivered REJECTED");
    }
  }

  @Test
  void monitor_hearsOfTheInbox_untilAnUpdateIsParked() {
    try (InboxWorld world =
        new InboxWorld(
            new InMemoryUpdateInbox(),
            DeliverySettings.builder().attempts(2),
            settings -> settings.monitor(monitor))) {
      monitor.news();
      world.post("one");
      world.post("one");
      assertThat(monitor.news()).containsExactly("delivered TAKEN", "delivered REPEATED");
      world.world.listener.failNextUpdates(2);
      world.work();
      assertThat(monitor.news())
          .containsExactly("listened: the listener was told to fail", "retried");
      world.pass(Duration.ofDays(1));
      assertThat(monitor.news()).contains("listened: the listener was told to fail", "parked");
    }
  }

  @Test
  void monitor_thatThrows_breaksNothing_andIsToldOnce() {
    Monitor broken =
        new Monitor() {
          @Override
          public void delivered(URI hub, Delivery result, Duration time) {
            throw new NoClassDefFoundError("half a library");
          }

          @Override
          public void listened(URI hub, Throwable failure, Duration time) {
            throw new IllegalStateException("no registry");
          }
        };
    try (RecordedLog log = new RecordedLog();
        World world = new World(settings -> settings.monitor(broken))) {
      Held active = world.active();
      assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
      for (int i = 0; i < 3; i++) {
        assertThat(
                world.hub.deliver(active.request(), ("news " + i).getBytes(UTF_8), "a/b").status())
            .isEqualTo(200);
      }
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN The monitor failed"))
          .hasSize(1);
    }
  }
}
