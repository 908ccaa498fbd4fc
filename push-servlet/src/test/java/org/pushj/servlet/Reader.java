package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Drives the reader application from outside, as its user does. */
final class Reader {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  /** Makes a client of the application whose context has this URL. */
  Reader(URI context) {
    this.base = URI.create(context + "/reader");
  }

  /** Subscribes, and returns the id of the subscription. */
  String subscribe(String topic, URI hub, boolean signed) {
    return send(
        post("/subscribe", Map.of("topic", topic, "hub", hub.toString(), "signed", "" + signed)));
  }

  /** Subscribes to a resource whose hub is to be discovered, and returns the id. */
  String subscribe(URI resource) {
    return send(post("/subscribe", Map.of("topic", resource.toString(), "signed", "true")));
  }

  void unsubscribe(String id) {
    send(post("/unsubscribe", Map.of("id", id)));
  }

  /** Returns the state; empty if there is no such subscription. */
  String state(String id) {
    return subscription(id)[0];
  }

  /** Returns when the lease ends; empty while there is none. */
  Optional<Instant> leaseEnd(String id) {
    String[] fields = subscription(id);
    return fields.length < 2 || fields[1].isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.parse(fields[1]));
  }

  /** Returns what the listener has taken, the oldest first. */
  List<Received> updates(String id) {
    return send(get("/updates?id=" + id))
        .lines()
        .map(line -> line.split("\t", -1))
        .map(
            fields ->
                new Received(fields[0], ByteBuffer.wrap(Base64.getDecoder().decode(fields[1]))))
        .toList();
  }

  /** Tells whether the callback servlet is loaded from the application itself. */
  boolean isIsolated() {
    return Boolean.parseBoolean(send(get("/isolated")));
  }

  private String[] subscription(String id) {
    return send(get("/subscription?id=" + id)).split("\t", -1);
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest post(String path, Map<String, String> form) {
    String encoded =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(encoded))
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(Duration.ofSeconds(20));
  }

  private String send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(request + ": " + response + " " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + request, e);
    }
  }

  /**
   * An update that the listener has taken.
   *
   * @param contentType the content type; empty if there was none
   * @param content the content
   */
  record Received(String contentType, ByteBuffer content) {

    String text() {
      return UTF_8.decode(content.duplicate()).toString();
    }
  }
}
