package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubRequest;

/** A client of a reader. */
public abstract class ReaderClient {
  public static final Duration SOON = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(SOON).build();

  /** Returns the address of the reader. */
  public abstract URI url();

  /** Sends a form of name and value pairs. */
  public HttpResponse<String> subscribe(Object... fields) {
    return post("/subscriptions", form(fields));
  }

  /** Subscribes to a topic, with the outcome that the behaviour of its hub determines. */
  public Subscribed subscribed(URI topic, FakeHub hub) {
    HttpResponse<String> answer = subscribe("url", topic);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    HubRequest request = hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON);
    return new Subscribed(json(answer).get("id").getAsString(), request);
  }

  public JsonObject subscription(String id) {
    return json(get("/subscriptions/" + id));
  }

  /** Waits until at least a number of updates are listed, and returns all that are. */
  JsonArray awaitUpdates(int count) {
    return soon().until(this::updates, updates -> updates.size() >= count);
  }

  public JsonArray updates() {
    return JsonParser.parseString(get("/updates").body()).getAsJsonArray();
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(to(path, headers).GET());
  }

  public HttpResponse<String> delete(String path, String... headers) {
    return send(to(path, headers).DELETE());
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    return post(path, body.getBytes(UTF_8), headers);
  }

  public HttpResponse<String> post(String path, byte[] body, String... headers) {
    return send(
        to(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  public HttpRequest.Builder to(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve(path)).timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString(UTF_8));
  }

  public <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  public static String error(HttpResponse<String> answer) {
    return json(answer).get("error").getAsString();
  }

  public static String form(Object... namesAndValues) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(
          namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1].toString(), UTF_8));
    }
    return String.join("&", pairs);
  }

  public static ConditionFactory soon() {
    return Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(20));
  }

  /** The id of a subscription, and the request that the hub got for it. */
  public record Subscribed(String id, HubRequest request) {}
}
