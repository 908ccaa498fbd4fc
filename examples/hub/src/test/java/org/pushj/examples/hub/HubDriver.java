package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.pushj.examples.hub.content.BackOff;
import org.pushj.spi.UrlPolicy;

/** Starts a hub on a free port and sends it requests as publishers and subscribers do. */
final class HubDriver implements AutoCloseable {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient http = HttpClient.newHttpClient();
  private final HubServer hub;

  private HubDriver(HubServer hub) {
    this.hub = hub;
  }

  /** Starts a hub that contacts loopback addresses and retries deliveries without delay. */
  static HubDriver start() {
    return start(settings());
  }

  static HubDriver start(HubSettings settings) {
    return new HubDriver(HubServer.start(settings));
  }

  static HubDriver start(UrlPolicy policy) {
    return new HubDriver(HubServer.start(settings(), policy));
  }

  static HubDriver start(HubSettings settings, Workers workers) {
    return new HubDriver(HubServer.start(settings, UrlPolicy.allowPrivate(), workers));
  }

  static HubSettings settings() {
    return HubSettings.defaults()
        .withPort(0)
        .withAllowPrivate(true)
        .withBackOff(new BackOff(3, Duration.ZERO));
  }

  URI url() {
    return hub.url();
  }

  /** Sends a subscriber's request, with additional fields as {@code name=value}. */
  void subscribe(FakeSubscriber subscriber, URI topic, String... more)
      throws IOException, InterruptedException {
    assertThat(intend("subscribe", subscriber, topic, more).statusCode()).isEqualTo(202);
  }

  /** Subscribes, and waits until the hub has the given number of confirmed subscriptions. */
  void subscribeAndAwait(int count, FakeSubscriber subscriber, URI topic, String... more)
      throws IOException, InterruptedException {
    subscribe(subscriber, topic, more);
    subscriber.nextQuestion();
    awaitSubscriptions(count);
  }

  void unsubscribe(FakeSubscriber subscriber, URI topic) throws IOException, InterruptedException {
    assertThat(intend("unsubscribe", subscriber, topic).statusCode()).isEqualTo(202);
  }

  void publish(URI topic) throws IOException, InterruptedException {
    assertThat(post("hub.mode=publish", "hub.url=" + topic).statusCode()).isEqualTo(204);
  }

  /** Sends a ping whose response may take a while. */
  CompletableFuture<HttpResponse<String>> startPublishing(URI topic) {
    String body = form("hub.mode=publish", "hub.url=" + topic);
    return http.sendAsync(request(FORM, body), BodyHandlers.ofString());
  }

  /** Posts a form of fields in the form {@code name=value}, not yet encoded. */
  HttpResponse<String> post(String... fields) throws IOException, InterruptedException {
    return postBody(FORM, form(fields));
  }

  HttpResponse<String> postBody(String contentType, String body)
      throws IOException, InterruptedException {
    return http.send(request(contentType, body), BodyHandlers.ofString());
  }

  private HttpRequest request(String contentType, String body) {
    return HttpRequest.newBuilder(url())
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String form(String... fields) {
    List<String> encoded = new ArrayList<>();
    for (String field : fields) {
      String[] parts = field.split("=", 2);
      encoded.add(parts[0] + "=" + URLEncoder.encode(parts[1], UTF_8));
    }
    return String.join("&", encoded);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url().resolve(path)).build(), BodyHandlers.ofString());
  }

  /** Waits until the hub's page shows a number of subscriptions. */
  void awaitSubscriptions(int count) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> assertThat(get("/").body()).contains("Subscriptions: <strong>" + count + "<"));
  }

  private HttpResponse<String> intend(
      String mode, FakeSubscriber subscriber, URI topic, String... more)
      throws IOException, InterruptedException {
    List<String> fields = new ArrayList<>(List.of(more));
    fields.add("hub.mode=" + mode);
    fields.add("hub.topic=" + topic);
    fields.add("hub.callback=" + subscriber.callback());
    return post(fields.toArray(String[]::new));
  }

  @Override
  public void close() {
    hub.close();
  }
}
