package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.WebLink;
import org.pushj.discovery.LinkHeaderParser;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;

class PublisherTest {
  private static final URI TOPIC = URI.create("https://blog.example/feed?a=1,2;3");
  private static final URI HUB = URI.create("https://hub.example/?x=%2F");
  private static final URI OTHER = URI.create("https://other.example/");

  private final HubClient client =
      new HubClient(
          JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
          HubCredentials.none(),
          "test/1",
          Duration.ofSeconds(5));

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
    assertThatThrownBy(() -> new Publisher(client, List.of())).hasMessageContaining("hubs");
  }

  @Test
  @DisplayName("PUB-2: a hub that fails keeps no other from being told")
  void publish_tellsEveryHub() {
    try (FakeHub bad = FakeHub.start();
        FakeHub good = FakeHub.start()) {
      bad.behaviour(HubBehaviour.refuse(500, "broken"));
      List<PublishOutcome> outcomes =
          new Publisher(client, List.of(bad.url(), good.url())).publish(List.of(TOPIC));
      assertThat(outcomes.get(0).isSuccess()).isFalse();
      assertThat(outcomes.get(0).problem())
          .hasValueSatisfying(problem -> assertThat(problem.status()).hasValue(500));
      assertThat(outcomes.get(1).isSuccess()).isTrue();
      assertThat(outcomes.get(1).problem()).isEmpty();
      assertThat(good.awaitRequest("publish", 1, Duration.ofSeconds(10)).topic())
          .isEqualTo(TOPIC.toString());
    }
  }

  @Test
  @DisplayName("PUB-2: a hub that is no place keeps no other from being told")
  void publish_tellsEveryHub_whenOneIsNoPlace() {
    try (FakeHub good = FakeHub.start()) {
      List<PublishOutcome> outcomes =
          new Publisher(client, List.of(URI.create("http:hub"), good.url()))
              .publish(List.of(TOPIC));
      assertThat(outcomes).extracting(PublishOutcome::isSuccess).containsExactly(false, true);
    }
  }
}
