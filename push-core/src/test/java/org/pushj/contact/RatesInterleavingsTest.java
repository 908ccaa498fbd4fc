package org.pushj.contact;

import java.net.URI;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.pushj.interleavings.Interleavings;
import org.pushj.tck.ManualClock;

/** Two threads that contact one hub: each request takes a token. */
@Param(name = "second", gen = IntGen.class, conf = "0:2")
public class RatesInterleavingsTest {
  private static final URI HUB = URI.create("https://hub.example/");

  private final HubRates rates = new HubRates(2);

  @Test
  void rates_areLinearizable() {
    Interleavings.assertLinearizable(RatesInterleavingsTest.class);
  }

  @Operation
  public void count(@Param(name = "second") int second) {
    rates.count(HUB, at(second));
  }

  @Operation
  public int tokens(@Param(name = "second") int second) {
    return rates.tokens(HUB, at(second));
  }

  private static Instant at(int second) {
    return ManualClock.START.plusSeconds(second);
  }
}
