package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** How many look-ups of other lanes may visit a hub, and what they leave to its own. */
class HubPlacesTest {
  private static final URI HUB = URI.create("https://hub.example/a");
  private static final URI SAME_ORIGIN = URI.create("https://HUB.example:443/b");
  private static final URI OTHER = URI.create("https://other.example/");
  private static final String LANE = "https://hub.example:443";

  private final HubPlaces places = new HubPlaces(2);

  @Test
  void visit_isRefused_whenTheHubHasAllThatItMay() {
    assertThat(places.visit(HUB)).isTrue();
    assertThat(places.visit(SAME_ORIGIN)).isTrue();
    assertThat(places.visit(HUB)).isFalse();
    assertThat(places.visit(OTHER)).isTrue();
    places.leave(SAME_ORIGIN);
    assertThat(places.visit(HUB)).isTrue();
  }

  @Test
  void visit_isRefused_whileTheLaneIsBusy() {
    places.begin(LANE);
    places.begin(LANE);
    assertThat(places.visit(HUB)).isFalse();
    places.end(LANE);
    assertThat(places.visit(HUB)).isTrue();
    assertThat(places.visit(HUB)).isFalse();
  }

  @Test
  void lane_hasWhatTheVisitsLeave() {
    assertThat(places.most(LANE)).isEqualTo(Integer.MAX_VALUE);
    places.visit(HUB);
    assertThat(places.most(LANE)).isEqualTo(1);
    places.visit(HUB);
    assertThat(places.most(LANE)).isZero();
    places.leave(HUB);
    places.leave(HUB);
    assertThat(places.most(LANE)).isEqualTo(Integer.MAX_VALUE);
  }
}
