package org.pushj.subscriber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** Who is told that no one renews, and when. */
class RenewalWatchTest {
  private static final Duration LONG = Duration.ofSeconds(61);
  private static final String WARNING =
      "WARN Leases are not renewed in this process: call start(), or runDueWork() every few"
          + " seconds, unless another process on the same store does";

  private final World world = new World();
  private final RecordedLog log = new RecordedLog();

  @AfterEach
  void end() {
    log.close();
    world.close();
  }

  @Test
  void log_hasNoWarning_whereTheWorkIsScheduledAndHasNotBegun() {
    Held held = world.active();
    assertThat(log.lines())
        .contains(
            "INFO No background work, such as renewals, has run in this process yet: that takes"
                + " start(), or runDueWork() every few seconds");
    world.subscriber.runDueWork();
    world.clock.advance(LONG);
    world.hub.deliver(held.request(), "news".getBytes(UTF_8), "text/plain");
    world.subscriber.subscribe(held.subscription().request().resource());
    assertThat(warnings()).isEmpty();
  }

  @Test
  void log_hasOneWarning_whereContentComesAndNoOneRenews() {
    Held held = world.active();
    world.clock.advance(LONG.minusSeconds(2));
    world.hub.deliver(held.request(), "news".getBytes(UTF_8), "text/plain");
    assertThat(warnings()).isEmpty();
    world.clock.advance(LONG);
    world.hub.deliver(held.request(), "more".getBytes(UTF_8), "text/plain");
    world.hub.deliver(held.request(), "most".getBytes(UTF_8), "text/plain");
    assertThat(warnings()).containsExactly(WARNING);
  }

  @Test
  void log_hasOneWarning_whereMoreIsWantedAndNoOneRenews() {
    Held held = world.active();
    world.clock.advance(LONG);
    world.subscriber.subscribe(held.subscription().request().resource());
    world.subscriber.subscribe(held.subscription().request().resource());
    assertThat(warnings()).containsExactly(WARNING);
  }

  @Test
  void log_hasNoWarning_whereItWasStarted() {
    world.subscriber.start();
    Held held = world.active();
    world.clock.advance(LONG);
    world.hub.deliver(held.request(), "news".getBytes(UTF_8), "text/plain");
    assertThat(log.lines()).noneMatch(line -> line.contains("runDueWork"));
  }

  private List<String> warnings() {
    return log.lines().stream().filter(line -> line.startsWith("WARN Leases")).toList();
  }
}
