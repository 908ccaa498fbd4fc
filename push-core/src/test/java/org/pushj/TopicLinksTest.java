package org.pushj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TopicLinksTest {
  private static final URI TOPIC = URI.create("https://t/");

  @Test
  @DisplayName("DISC-7: only hubs of the same text are the same")
  void hubs_areKeptInOrder_withoutRepeats() {
    List<URI> hubs =
        List.of(
            URI.create("https://b/?%2f"),
            URI.create("https://a/"),
            URI.create("https://b/?%2F"),
            URI.create("https://B/?%2f"),
            URI.create("https://b/?%2f"));
    assertThat(new TopicLinks(TOPIC, hubs).hubs())
        .extracting(URI::toString)
        .containsExactly("https://b/?%2f", "https://a/", "https://b/?%2F", "https://B/?%2f");
  }

  @Test
  void links_areRefused_whenThereIsNoHub() {
    assertThatThrownBy(() -> new TopicLinks(TOPIC, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hubs:");
  }
}
