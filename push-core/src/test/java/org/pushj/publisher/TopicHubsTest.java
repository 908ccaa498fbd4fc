package org.pushj.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.publisher.PublisherWorld.OTHER_TOPIC;
import static org.pushj.publisher.PublisherWorld.TOPIC;
import static org.pushj.publisher.PublisherWorld.told;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.rewriting.Advertisement;
import org.pushj.spi.UrlPolicy;

/** Who is told of what, and which errors there are before anybody is. */
class TopicHubsTest {
  private final PublisherWorld world = new PublisherWorld();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("PUB-2: each topic is told to the hubs that it advertises")
  void hubs_areThoseOfTheTopic() {
    Publisher publisher =
        Publisher.builder()
            .advertised(
                List.of(
                    new Advertisement(TOPIC, List.of(world.hub.url(), world.other.url())),
                    new Advertisement(OTHER_TOPIC, List.of(world.other.url("/second")))))
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    assertThat(publisher.publish(TOPIC, OTHER_TOPIC))
        .containsExactly(
            new PublishOutcome(world.hub.url(), TOPIC, null),
            new PublishOutcome(world.other.url(), TOPIC, null),
            new PublishOutcome(world.other.url("/second"), OTHER_TOPIC, null));
    assertThat(told(world.hub)).containsExactly(TOPIC.toString());
  }

  @Test
  void hubs_areThoseOfTheAdvertisement_thenOfTheFunction_thenOfAllTopics() {
    URI third = URI.create("https://blog.example/third");
    Publisher publisher =
        world.publisher(
            settings ->
                settings
                    .advertised(List.of(new Advertisement(TOPIC, List.of(world.other.url("/a")))))
                    .hubsByTopic(
                        topic -> topic.equals(third) ? List.of() : List.of(world.other.url("/f"))));
    assertThat(publisher.publish(TOPIC, OTHER_TOPIC, third))
        .extracting(PublishOutcome::hub)
        .containsExactly(world.other.url("/a"), world.other.url("/f"), world.hub.url());
  }

  @Test
  void hub_isToldOnce_whenItIsNamedTwice() {
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(world.hub.url(), world.hub.url())));
    assertThat(publisher.publish(TOPIC)).hasSize(1);
    assertThat(world.hub.requests()).hasSize(1);
  }

  @Test
  void topics_areComparedToTheLetter() {
    assertThat(
            world.publisher.publish(
                URI.create("https://A.example/"), URI.create("https://a.example/")))
        .hasSize(2);
    assertThat(told(world.hub)).containsExactly("https://A.example/", "https://a.example/");
  }

  @Test
  @DisplayName("PUB-2: the topic is the URL that subscribers take from its self link")
  void topic_isSentInAscii_butOtherwiseToTheLetter() {
    URI given = URI.create("https://Bücher.Example/%7e/ü");
    String self = "https://xn--bcher-kva.Example/%7e/%C3%BC";
    Advertisement page = new Advertisement(given, List.of(world.other.url()));
    Publisher publisher = world.publisher(settings -> settings.advertised(List.of(page)));
    assertThat(page.self()).hasToString(self);
    assertThat(publisher.publish(given, page.self()))
        .extracting(PublishOutcome::hub)
        .containsExactly(world.other.url());
    assertThat(told(world.other)).containsExactly(self);
    assertThatThrownBy(() -> publisher.publish(URI.create("https://ü..example/")))
        .hasMessageContainingAll("topic must", "https://ü..example/");
  }

  @Test
  void hub_isAskedOnce_howeverItIsWritten() {
    URI typed = URI.create(world.hub.url("/ü").toString().replace("http://", "HTTP://"));
    Publisher publisher =
        world.publisher(settings -> settings.hubs(List.of(typed, world.hub.url("/%C3%BC"))));
    assertThat(publisher.publish(TOPIC))
        .containsExactly(new PublishOutcome(world.hub.url("/%C3%BC"), TOPIC, null));
  }

  @Test
  void topic_withoutAHub_isAnErrorThatNamesIt_andNobodyIsTold() {
    Publisher publisher =
        Publisher.builder()
            .hubsByTopic(topic -> topic.equals(TOPIC) ? List.of(world.hub.url()) : List.of())
            .urlPolicy(UrlPolicy.allowPrivate())
            .queue(world.queue)
            .build();
    for (Runnable way :
        List.<Runnable>of(
            () -> publisher.publish(TOPIC, OTHER_TOPIC),
            () -> publisher.publishLater(TOPIC, OTHER_TOPIC),
            () -> publisher.publishContent(OTHER_TOPIC, new byte[1], "text/plain"))) {
      assertThatThrownBy(way::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("no hub", OTHER_TOPIC.toString());
    }
    assertThat(world.hub.requests()).isEmpty();
    assertThat(world.queued()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "blog.example/feed, absolute",
    "/feed, absolute",
    "ftp://blog.example/feed, absolute",
    "http:feed, absolute",
    "urn:feed, absolute",
    "https://blog.example/feed#top, fragment",
    "https://blog.example/feed#, fragment",
  })
  void topic_thatIsNoneOfWebSub_isAnErrorThatNamesIt_andNobodyIsTold(URI topic, String word) {
    for (Runnable way :
        List.<Runnable>of(
            () -> world.publisher.publish(TOPIC, topic),
            () -> world.publisher.publishLater(TOPIC, topic))) {
      assertThatThrownBy(way::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("topic must")
          .hasMessageContainingAll(word, topic.toString());
    }
    assertThat(world.hub.requests()).isEmpty();
    assertThat(world.queued()).isEmpty();
  }

  @Test
  void url_thatIsTooLong_isAnError() {
    String url = "https://blog.example/";
    URI longest = URI.create(url + "x".repeat(2048 - url.length()));
    assertThat(world.publisher.publish(longest)).allMatch(PublishOutcome::isSuccess);
    assertThatThrownBy(() -> world.publisher.publish(URI.create(longest + "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("topic", "2048", "2049");
  }

  @Test
  void hub_thatIsNoUrl_isAnErrorThatNamesIt() {
    URI bad = URI.create("http:hub");
    assertThatThrownBy(() -> Publisher.builder().hubs(Arrays.asList(world.hub.url(), bad)))
        .hasMessageContainingAll("hubs must", "http:hub");
    Publisher publisher = Publisher.builder().hubsByTopic(topic -> List.of(bad)).build();
    assertThatThrownBy(() -> publisher.publish(TOPIC))
        .hasMessageContainingAll("hub must", "http:hub");
  }
}
