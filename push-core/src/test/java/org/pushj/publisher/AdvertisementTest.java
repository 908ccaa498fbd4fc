package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.WebLink;
import org.pushj.discovery.LinkHeaderParser;

class AdvertisementTest {
  private static final URI TOPIC = URI.create("https://blog.example/feed?a=1,2;3");
  private static final URI HUB = URI.create("https://hub.example/?x=%2F");
  private static final URI OTHER = URI.create("https://other.example/");

  @Test
  @DisplayName("PUB-1: what is advertised is found again, to the letter")
  void linkHeader_isFoundAgain() {
    String header = new Advertisement(TOPIC, List.of(HUB, OTHER)).linkHeader();
    List<WebLink> links = LinkHeaderParser.parse(List.of(header), TOPIC);
    assertThat(WebLink.first(links, "self")).contains(TOPIC);
    assertThat(links.stream().filter(link -> link.hasRelation("hub")).map(WebLink::target))
        .containsExactly(HUB, OTHER);
  }

  @Test
  void advertisement_needsAHub() {
    assertThatThrownBy(() -> new Advertisement(TOPIC, List.of())).hasMessageContaining("hubs");
  }
}
