package org.pushj.contact;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.pushj.HubHealth;
import org.pushj.interleavings.Interleavings;
import org.pushj.tck.ManualClock;

/** Two threads at one circuit breaker: no failure is lost, and one of them has the trial. */
@Param(name = "minute", gen = IntGen.class, conf = "0:2")
public class BreakerInterleavingsTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final Instant START = ManualClock.START;

  private final HubCircuitBreakers breakers = new HubCircuitBreakers();

  /** The next failure opens it. */
  public BreakerInterleavingsTest() {
    for (int i = 0; i < 4; i++) {
      fail(0);
    }
  }

  @Test
  void breaker_isLinearizable() {
    Interleavings.assertLinearizable(BreakerInterleavingsTest.class);
  }

  @Operation
  public void fail(@Param(name = "minute") int minute) {
    breakers.failed(HUB, at(minute), null);
  }

  @Operation
  public void succeed() {
    breakers.succeeded(HUB);
  }

  @Operation
  public Optional<Instant> ask(@Param(name = "minute") int minute) {
    return breakers.blockedUntil(HUB, at(minute));
  }

  @Operation
  public int most(@Param(name = "minute") int minute) {
    return breakers.most(HUB, at(minute));
  }

  @Operation
  public List<HubHealth> health(@Param(name = "minute") int minute) {
    return breakers.health(at(minute));
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
