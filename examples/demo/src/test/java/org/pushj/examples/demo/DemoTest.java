package org.pushj.examples.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.examples.guard.RawRequest;
import org.pushj.examples.guard.ServerAddress;

class DemoTest {
  private static final DemoSettings FREE_PORTS =
      new DemoSettings(0, 0, 0, 0, ServerAddress.loopback());
  private static final Duration SOON = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void post_appearsAtTheReader() throws Exception {
    try (Demo demo = Demo.start(FREE_PORTS)) {
      URI updates = demo.reader().resolve("updates");
      String feed = demo.publisher().resolve("feed.xml").toString();
      assertThat(get(demo.reader().resolve("subscriptions"))).contains(feed, "\"active\"");
      assertThat(get(updates)).isEqualTo("[]");

      HttpResponse<String> answer = post(demo.publisher().resolve("write"), "title=News+of+today");

      assertThat(answer.statusCode()).isEqualTo(303);
      await().atMost(SOON).until(() -> get(updates).contains(feed));
    }
  }

  @Test
  void adminPage_isShown_toWhoHasThePassword() throws Exception {
    try (Demo demo = Demo.start(FREE_PORTS)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(demo.reader().resolve("admin/subscriptions"));
      assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      String login = "admin:" + demo.password();
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
      HttpResponse<String> page = client.send(request.build(), BodyHandlers.ofString());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains(demo.publisher().resolve("feed.xml").toString());
    }
  }

  @Test
  void metrics_move_whenSomethingIsPublished() throws Exception {
    try (Demo demo = Demo.start(FREE_PORTS)) {
      assertThat(get(demo.metrics()))
          .contains("push_subscriptions{state=\"active\"} 1.0", "push_leases_next_end_seconds")
          .contains("push_requests_seconds_count{hub=\"localhost\",kind=\"subscribe\"")
          .contains("push_verifications_seconds_count{hub=\"localhost\"")
          .contains("push_deliveries_seconds_count{hub=\"localhost\",result=\"not_taken\"} 0")
          .doesNotContain("result=\"taken\"", "push_pings_seconds_count");

      post(demo.publisher().resolve("write"), "title=News+of+today");

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(get(demo.metrics()))
                      .contains(
                          "push_pings_seconds_count{hub=\"localhost\",result=\"accepted\"} 1",
                          "push_deliveries_seconds_count{hub=\"localhost\",result=\"taken\"} 1",
                          "push_listener_seconds_count{hub=\"localhost\",result=\"taken\"} 1"));
    }
  }

  @Test
  @DisplayName("SEC-11: each server of the demo answers to its own host name only")
  void request_is421_whenItNamesAnotherHost() throws Exception {
    try (Demo demo = Demo.start(FREE_PORTS)) {
      for (URI part : List.of(demo.hub(), demo.publisher(), demo.reader(), demo.metrics())) {
        String own = "Host: " + part.getRawAuthority();
        assertThat(RawRequest.get(part, own)).as(part.toString()).isEqualTo(200);
        assertThat(RawRequest.get(part, "Host: rebound.example"))
            .as(part.toString())
            .isEqualTo(421);
      }
    }
  }

  @Test
  void favicon_isThere_asBrowsersRequestIt() throws Exception {
    try (Demo demo = Demo.start(FREE_PORTS)) {
      for (URI part : List.of(demo.hub(), demo.publisher(), demo.reader(), demo.metrics())) {
        HttpRequest request = HttpRequest.newBuilder(part.resolve("/favicon.ico")).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(part.toString()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(answer.body()).startsWith("<svg ");
      }
    }
  }

  @Test
  void close_stopsAllThree() throws Exception {
    Demo demo = Demo.start(FREE_PORTS);

    demo.close();

    for (URI part : List.of(demo.hub(), demo.publisher(), demo.reader(), demo.metrics())) {
      assertThatThrownBy(() -> get(part)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void start_namesThePortAndItsVariable_whenItIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(
              () -> Demo.start(new DemoSettings(port, 0, 0, 0, ServerAddress.loopback())))
          .hasMessageContainingAll("hub", "port " + port, "HUB_PORT");
      assertThatThrownBy(
              () -> Demo.start(new DemoSettings(0, port, 0, 0, ServerAddress.loopback())))
          .hasMessageContainingAll("publisher", "port " + port, "PUBLISHER_PORT");
      assertThatThrownBy(
              () -> Demo.start(new DemoSettings(0, 0, port, 0, ServerAddress.loopback())))
          .hasMessageContainingAll("reader", "port " + port, "READER_PORT");
      assertThatThrownBy(
              () -> Demo.start(new DemoSettings(0, 0, 0, port, ServerAddress.loopback())))
          .hasMessageContainingAll("metrics", "port " + port, "METRICS_PORT");
    }
  }

  private String get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(SOON).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(URI url, String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(SOON)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
