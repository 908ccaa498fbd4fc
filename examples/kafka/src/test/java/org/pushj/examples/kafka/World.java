package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/** A hub, a publisher's site and a callback node that talk to each other over loopback. */
final class World implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  final RecordedLog log = RecordedLog.of("org.pushj");
  final FakeHub hub = FakeHub.start();
  final FakeTopicSite site = FakeTopicSite.start();
  final CallbackNode node;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  World(KafkaSettings kafka) {
    this(settings(kafka));
  }

  World(NodeSettings settings) {
    node = CallbackNode.start(settings);
  }

  /** Returns the settings of a node on a free port, with its subscriptions in memory. */
  static NodeSettings settings(KafkaSettings kafka) {
    return new NodeSettings(
        0, ServerAddress.loopback(), null, true, kafka, NodeSettings.DEFAULT_MAX_UPDATE, null);
  }

  /** Subscribes to a topic of the site, and returns the request to the hub. */
  HubRequest subscribed(String path) {
    URI topic = site.advertise(path, hub.url());
    HttpResponse<String> answer = subscribe(topic.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON);
  }

  /** Sends the form that subscribes. */
  HttpResponse<String> subscribe(String url, String... headers) {
    return post("url=" + URLEncoder.encode(url, UTF_8), headers);
  }

  HttpResponse<String> post(String form, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.url().resolve("subscriptions"))
            .timeout(SOON)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Delivers a text to the callback of a subscription, and returns the status of the response. */
  int deliver(HubRequest to, String content) {
    return hub.deliver(to, content.getBytes(UTF_8), "text/plain").status();
  }

  @Override
  public void close() {
    node.close();
    hub.close();
    site.close();
    log.close();
  }
}
