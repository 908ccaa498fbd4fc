package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.reader.ReaderClient.Subscribed;

class UpdatesTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  @DisplayName("APP-5: updates are listed newest last, with all fields, as soon as they are taken")
  void updates_areListedInTheOrderOfTheirComing() {
    Subscribed subscribed = world.subscribed("/feed");
    for (String content : List.of("one", "two!", "three")) {
      assertThat(deliver(subscribed, content.getBytes(UTF_8), "text/plain")).isEqualTo(200);
    }
    assertThat(world.updates())
        .extracting(row -> row.getAsJsonObject().get("size").getAsInt())
        .containsExactly(3, 4, 5);
    JsonObject row = world.updates().get(0).getAsJsonObject();
    assertThat(row.keySet())
        .containsExactly(
            "id", "subscriptionId", "topic", "contentType", "size", "sha256", "receivedAt");
    assertThat(row.get("subscriptionId").getAsString()).isEqualTo(subscribed.id());
    assertThat(row.get("topic").getAsString()).isEqualTo(subscribed.request().topic());
    assertThat(row.get("contentType").getAsString()).isEqualTo("text/plain");
    assertThat(row.get("sha256").getAsString())
        .isEqualTo("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed");
    assertThat(Instant.parse(row.get("receivedAt").getAsString()))
        .isAfter(Instant.now().minus(Duration.ofMinutes(1)));
  }

  @ParameterizedTest(name = "APP-5: {0}")
  @ValueSource(
      strings = {
        "application/atom+xml; charset=utf-8",
        "text/plain; charset=ISO-8859-1",
        "image/png",
        "text/html",
        "text/plain",
        "text/xml",
        "application/xhtml+xml",
        "x-unheard-of/thing.v1+json; a=\"b;c\""
      })
  void content_comesBackWithItsBytesAndType(String type) {
    byte[] content = {0, (byte) 0xff, '\r', '\n', '<', 'x'};
    deliver(world.subscribed("/feed"), content, type);
    HttpResponse<byte[]> answer = content();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(content);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase(type.replace(" ", ""));
  }

  @ParameterizedTest(name = "type {0}")
  @ValueSource(strings = {"text", "/", "te xt/html", "text/html, text/html", "a/b;\tc=d"})
  void content_isOctets_whenItsTypeIsNone(String type) {
    deliver(world.subscribed("/feed"), "x".getBytes(UTF_8), type);
    assertThat(content().headers().firstValue("Content-Type")).contains("application/octet-stream");
  }

  @Test
  void content_isOctets_whenItsTypeHasBytesBeyondAscii() throws IOException {
    HttpResponse<String> answer = world.subscribe("url", world.topic("/feed"), "secret", "none");
    String callback = URI.create(World.json(answer).get("callback").getAsString()).getRawPath();
    String request =
        "POST %s HTTP/1.0\r\nContent-Type: text/html;\u00e9\r\nContent-Length: 1\r\n\r\nx"
            .formatted(callback);
    try (Socket socket = new Socket("localhost", world.reader.url().getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(content().headers().firstValue("Content-Type")).contains("application/octet-stream");
  }

  @Test
  void content_canDoNothing_inTheBrowserThatFetchesIt() {
    deliver(world.subscribed("/feed"), "<script>alert(1)</script>".getBytes(UTF_8), "text/html");
    HttpResponse<byte[]> answer = content();
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
  }

  @Test
  void content_isNotFound_whenTheUpdateIsUnknown() {
    assertThat(world.get("/updates/99999999/content").statusCode()).isEqualTo(404);
    assertThat(world.get("/updates/01a20df1-0000-7000-8000-000000000000/content").statusCode())
        .isEqualTo(404);
  }

  private int deliver(Subscribed to, byte[] content, String type) {
    return world.hub.deliver(to.request(), content, type).status();
  }

  private HttpResponse<byte[]> content() {
    JsonElement newest = world.updates().get(world.updates().size() - 1);
    String id = newest.getAsJsonObject().get("id").getAsString();
    return world.send(world.to("/updates/" + id + "/content").GET(), BodyHandlers.ofByteArray());
  }
}
