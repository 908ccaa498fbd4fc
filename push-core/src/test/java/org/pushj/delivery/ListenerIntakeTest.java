package org.pushj.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.monitoring.FailureLog;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class ListenerIntakeTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void log_hasOneLineForEachBeginning_whenTheListenerGoesOnFailing() {
    Held active = world.active();
    try (RecordedLog log = new RecordedLog()) {
      world.listener.failNextUpdates(3);
      for (int status : new int[] {503, 503, 503, 200}) {
        assertThat(world.deliver(active.request())).isEqualTo(status);
      }
      world.clock.advance(FailureLog.QUIET);
      assertThat(world.deliver(active.request())).isEqualTo(200);
      world.listener.failNextUpdates(1);
      assertThat(world.deliver(active.request())).isEqualTo(503);

      assertThat(log.stackTraces()).isEqualTo(2);
      assertThat(log.lines()).hasSize(3);
      assertThat(log.lines().get(0))
          .startsWith("ERROR The listener failed on Update[")
          .endsWith("; the hub is asked to try again later");
      assertThat(log.lines().get(1))
          .isEqualTo("INFO The listener works again; 3 updates were left to their hubs");
      assertThat(log.lines().get(2)).startsWith("ERROR The listener failed on Update[");
    }
  }
}
