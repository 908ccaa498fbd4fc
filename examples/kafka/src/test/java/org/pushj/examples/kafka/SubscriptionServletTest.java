package org.pushj.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.guard.RawRequest;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

class SubscriptionServletTest {
  private final World world = new World(Broker.shared().newTopic(1));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void subscribing_sendsARequestToTheHub() {
    world.hub.behaviour(HubBehaviour.hold());
    URI topic = world.site.advertise("/feed", world.hub.url());
    HttpResponse<String> answer = world.subscribe(topic.toString());
    HubRequest asked = world.hub.awaitRequest("subscribe", 1, World.SOON);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).endsWith(" " + topic + " PENDING\n");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(asked.topic()).isEqualTo(topic.toString());
    assertThat(asked.callback()).startsWith(world.node.url() + "callback/");
    assertThat(world.hub.verify(asked).isConfirmed()).isTrue();
  }

  @Test
  void subscribing_is400_whenTheUrlIsMissing() {
    for (String form : new String[] {"", "url=", "url=+", "feed=x"}) {
      HttpResponse<String> answer = world.post(form);
      assertThat(answer.statusCode()).as(form).isEqualTo(400);
      assertThat(answer.body()).startsWith("url: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"feed", "ftp://blog.example/feed", "http://[", "https://b.example/a b"})
  void subscribing_is422_whenTheUrlIsInvalid(String url) {
    HttpResponse<String> answer = world.subscribe(url);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).startsWith("url: ").contains(url);
  }

  @Test
  void subscribing_is422_whenThePageNamesNoHub() {
    URI page = world.site.page("/page", FakeResponse.of(200).body("text/html", "<p>no hub"));
    HttpResponse<String> answer = world.subscribe(page.toString());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(page.toString());
  }

  @Test
  void subscribing_is502_whenTheHubRefuses() {
    world.hub.behaviour(HubBehaviour.refuse(403, "not this topic"));
    HttpResponse<String> answer =
        world.subscribe(world.site.advertise("/feed", world.hub.url()).toString());
    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("403").contains("not this topic");
  }

  @Test
  void subscribing_is403_fromAWebPage() {
    URI topic = world.site.advertise("/feed", world.hub.url());
    HttpResponse<String> answer =
        world.subscribe(topic.toString(), "Origin", "https://evil.example");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(world.hub.requests()).isEmpty();
  }

  @Test
  @DisplayName("SEC-11: subscribing is possible under the node's own host names only")
  void subscribing_is421_underAnotherHostName() throws IOException {
    URI url = world.node.url().resolve("subscriptions");
    assertThat(RawRequest.post(url, "url=http://blog.example/", "Host: rebound.example"))
        .isEqualTo(421);
    URI callback = world.node.url().resolve("callback/none");
    assertThat(RawRequest.get(callback, "Host: old.example")).isEqualTo(404);
  }

  @Test
  @DisplayName("SEC-11: a node listens on one loopback address")
  void node_isNotReachable_atAnotherAddress() throws IOException {
    try (Socket socket = new Socket()) {
      int port = world.node.url().getPort();
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.2", port)));
    }
  }
}
