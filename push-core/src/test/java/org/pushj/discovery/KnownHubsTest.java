package org.pushj.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.TopicLinks;

class KnownHubsTest {
  private static final URI HUB = URI.create("https://hub.example/");
  private static final URI FEED =
      URI.create("https://www.youtube.com/feeds/videos.xml?channel_id=UC-a_1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/feeds/videos.xml?channel_id=UC-a_1",
        "https://www.youtube.com/xml/feeds/videos.xml?channel_id=UC-a_1",
        "http://YouTube.com:80/feeds/videos.xml?hl=en&channel_id=UC-a_1&x=y#top",
        "https://youtube.com:443/feeds/videos.xml?channel_id=UC-a_1&playlist_id=PL2"
      })
  void youTube_hasOneTopicPerChannel_howeverItsFeedIsSpelled(String resource) {
    TopicLinks links = KnownHubs.defaults().of(URI.create(resource)).orElseThrow();
    assertThat(links.topic())
        .hasToString("https://www.youtube.com/xml/feeds/videos.xml?channel_id=UC-a_1");
    assertThat(links.hubs())
        .containsExactly(URI.create("https://pubsubhubbub.appspot.com/subscribe"));
  }

  @Test
  void youTube_hasTopicsForPlaylists() {
    URI playlist = URI.create("https://www.youtube.com/feeds/videos.xml?playlist_id=PL2");
    assertThat(KnownHubs.defaults().of(playlist).orElseThrow().topic())
        .hasToString("https://www.youtube.com/xml/feeds/videos.xml?playlist_id=PL2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.youtube.com/feeds/videos.xml",
        "https://www.youtube.com/feeds/videos.xml?",
        "https://www.youtube.com/feeds/videos.xml?channel_id=",
        "https://www.youtube.com/feeds/videos.xml?channel_id=a%2Fb",
        "https://www.youtube.com/feeds/videos.xml?xchannel_id=a",
        "https://www.youtube.com/feeds/videos.xml/x?channel_id=a",
        "https://www.youtube.com/channel?channel_id=a",
        "https://www.youtube.com:8080/feeds/videos.xml?channel_id=a",
        "https://www.youtube.com.example/feeds/videos.xml?channel_id=a",
        "https://youtube.com@blog.example/feeds/videos.xml?channel_id=a",
        "ftp://www.youtube.com/feeds/videos.xml?channel_id=a",
        "https:///feeds/videos.xml?channel_id=a",
        "mailto:a@www.youtube.com",
        "https://blog.example/feed"
      })
  void otherResources_areDiscovered(String resource) {
    assertThat(KnownHubs.defaults().of(URI.create(resource))).isEmpty();
  }

  @Test
  void rules_goBeforeThoseThatAreThere() {
    KnownHubs own = KnownHubs.defaults().with(url -> "blog.example".equals(url.getHost()), HUB);
    URI post = URI.create("https://blog.example/a?b");
    assertThat(own.of(post)).contains(new TopicLinks(post, List.of(HUB)));
    assertThat(own.of(FEED)).isEqualTo(KnownHubs.defaults().of(FEED));
    TopicLinks other = new TopicLinks(URI.create("https://topic.example/"), List.of(HUB));
    assertThat(own.with(url -> Optional.of(other)).of(FEED)).contains(other);
    assertThat(KnownHubs.none().of(FEED)).isEmpty();
  }
}
