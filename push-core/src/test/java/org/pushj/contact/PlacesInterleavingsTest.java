package org.pushj.contact;

import java.net.URI;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.pushj.interleavings.Interleavings;
import org.pushj.urls.HttpOrigin;

/** Two threads at one hub: its last place is taken by one of them, and each place is given back. */
public class PlacesInterleavingsTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final String LANE = HttpOrigin.of(HUB);

  private final HubPlaces places = new HubPlaces(2);

  @Test
  void places_areLinearizable() {
    Interleavings.assertLinearizable(PlacesInterleavingsTest.class);
  }

  @Operation
  public boolean visit() {
    return places.visit(HUB);
  }

  @Operation
  public void leave() {
    places.leave(HUB);
  }

  @Operation
  public void begin() {
    places.begin(LANE);
  }

  @Operation
  public void end() {
    places.end(LANE);
  }

  @Operation
  public int most() {
    return places.most(LANE);
  }
}
