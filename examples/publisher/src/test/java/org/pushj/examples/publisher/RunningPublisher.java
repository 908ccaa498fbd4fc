package org.pushj.examples.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.WireFeedInput;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubRequest;

/** A publisher of a folder on a free port, its hubs, and a client. */
final class RunningPublisher implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER).build();
  private final PublisherServer server;

  private RunningPublisher(PublisherServer server) {
    this.server = server;
  }

  static RunningPublisher of(Path folder, FakeHub... hubs) {
    List<URI> urls = Arrays.stream(hubs).map(FakeHub::url).toList();
    return of(PublisherSettings.defaults().withSite(folder).withHubs(urls));
  }

  static RunningPublisher of(PublisherSettings settings) {
    return new RunningPublisher(PublisherServer.start(settings.withPort(0)));
  }

  /** Waits for a publish request and returns the topics in it. */
  static List<String> awaitTopics(FakeHub hub, int number) {
    HubRequest request = hub.awaitRequest("publish", number, SOON);
    return request.values("hub.topic");
  }

  String url(String path) {
    return server.url() + path.substring(1);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  HttpResponse<byte[]> getBytes(String path) {
    return send(request(path).GET(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> head(String path) {
    return send(request(path).method("HEAD", BodyPublishers.noBody()));
  }

  HttpResponse<String> write(String title, String text, String... headers) {
    String form = "title=" + encode(title) + "&text=" + encode(text);
    return send(
        request("/write", headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  Feed feed() throws Exception {
    return (Feed) new WireFeedInput().build(new StringReader(get("/feed.xml").body()));
  }

  @Override
  public void close() {
    server.close();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path))).timeout(SOON);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer from the publisher", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
