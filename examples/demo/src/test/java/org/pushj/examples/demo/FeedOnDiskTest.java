package org.pushj.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Subscription;
import org.pushj.examples.hub.HubServer;
import org.pushj.examples.hub.HubSettings;
import org.pushj.examples.publisher.PublisherServer;
import org.pushj.examples.publisher.PublisherSettings;
import org.pushj.examples.reader.ReaderServer;
import org.pushj.examples.reader.ReaderSettings;

/** A large feed with links to another topic and other hubs, as in a copied feed. */
class FeedOnDiskTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int ITEMS = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void entries_appearAtTheReader_whenTheFileChanges(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("news.xml"), feed("Old news"));
    assertThat(Files.size(file)).isGreaterThan(200_000);
    try (HubServer hub = hub();
        PublisherServer publisher = publisher(folder, hub);
        ReaderServer reader = ReaderServer.start(new ReaderSettings(0, null, true))) {
      URI topic = publisher.url().resolve("news.xml");
      Subscription subscription = reader.subscriber().subscribe(topic);
      assertThat(subscription.topic()).isEqualTo(topic);
      assertThat(subscription.hub()).isEqualTo(hub.url());
      await().atMost(SOON).until(() -> get(hub.url()).contains("Subscriptions: <strong>1"));
      assertThat(get(reader.url())).doesNotContain("news 1");

      Files.writeString(file, feed("New news"));

      await().atMost(SOON).until(() -> get(reader.url()).contains("New news 1<"));
      assertThat(get(reader.url())).contains("New news 100<");
    }
  }

  private static HubServer hub() {
    return HubServer.start(HubSettings.defaults().withPort(0).withAllowPrivate(true));
  }

  private static PublisherServer publisher(Path folder, HubServer hub) {
    return PublisherServer.start(
        PublisherSettings.defaults().withPort(0).withSite(folder).withHubs(List.of(hub.url())));
  }

  private static String feed(String title) {
    StringBuilder items = new StringBuilder();
    for (int i = 1; i <= ITEMS; i++) {
      items
          .append("<item><title>" + title + " " + i + "</title><guid>" + title + i + "</guid>")
          .append("<description>" + "and so on, ".repeat(100) + "</description></item>\n");
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss xmlns:atom="http://www.w3.org/2005/Atom" version="2.0"><channel><title>A blog</title>
    <atom:link rel="self" href="http://feeds.example/blog"/>
    <atom:link rel="hub" href="http://hub.example/"/>
    <atom:link rel="hub" href="http://blog.example/?pushpress=hub"/>
    """
        + items
        + "</channel></rss>\n";
  }

  private String get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(SOON).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
