package org.pushj.examples.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.examples.publisher.RunningPublisher.awaitTopics;

import com.rometools.rome.feed.atom.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pushj.tck.FakeHub;

class PublisherServerTest {
  @Test
  void builtInSite_isServed_whenNoFolderIsGiven() throws Exception {
    try (FakeHub hub = FakeHub.start();
        RunningPublisher publisher =
            RunningPublisher.of(PublisherSettings.defaults().withHubs(List.of(hub.url())))) {
      assertThat(publisher.get("/").body()).contains("href=\"feed.xml\"", "href=\"write\"");
      assertThat(publisher.get("/style.css").statusCode()).isEqualTo(200);
      assertThat(publisher.feed().getEntries()).hasSize(3);
      assertThat(publisher.get("/feed.xml").body()).contains(hub.url().toString());

      publisher.write("Hello", "World");

      assertThat(awaitTopics(hub, 1)).containsExactly(publisher.url("/feed.xml"));
      assertThat(publisher.feed().getEntries())
          .extracting(Entry::getTitle)
          .startsWith("Hello")
          .hasSize(4);
    }
  }

  @Test
  void start_namesThePort_whenItIsInUse() {
    try (PublisherServer first = PublisherServer.start(PublisherSettings.defaults().withPort(0))) {
      int taken = first.url().getPort();
      PublisherSettings settings = PublisherSettings.defaults().withPort(taken);

      assertThatThrownBy(() -> PublisherServer.start(settings))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken);
    }
  }
}
