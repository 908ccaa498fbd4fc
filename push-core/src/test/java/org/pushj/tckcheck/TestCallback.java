package org.pushj.tckcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.RecordedRequest;

/** A subscriber of a few lines: a callback that echoes challenges, and requests to a hub. */
final class TestCallback implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(10);

  private static final String PATH = "/callback";
  private static final Pattern CHALLENGE = Pattern.compile("hub\\.challenge=([^&]*)");

  private final FakeTopicSite site = FakeTopicSite.start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TestCallback() {
    site.page(PATH, TestCallback::echo);
  }

  /** Returns the URL of the callback, which has a query of its own. */
  URI url() {
    return site.url(PATH + "?key=a%2Fb");
  }

  void answer(FakeResponse response) {
    site.page(PATH, response);
  }

  RecordedRequest await(int number) {
    return site.awaitRequest(PATH, number, SOON);
  }

  List<RecordedRequest> requests() {
    return site.requests(PATH);
  }

  /** Posts a form of a mode, the topic {@code http://topic.example/}, this callback, and more. */
  HttpResponse<String> ask(URI hub, String mode, String... more)
      throws IOException, InterruptedException {
    return client.send(request(hub, mode, more), BodyHandlers.ofString());
  }

  HttpRequest request(URI hub, String mode, String... more) {
    StringBuilder form = new StringBuilder("hub.mode=" + mode);
    form.append("&hub.topic=").append(URLEncoder.encode("http://topic.example/", UTF_8));
    form.append("&hub.callback=").append(URLEncoder.encode(url().toString(), UTF_8));
    for (String parameter : more) {
      form.append('&').append(parameter);
    }
    return HttpRequest.newBuilder(hub)
        .timeout(SOON)
        .POST(BodyPublishers.ofString(form.toString()))
        .build();
  }

  static Map<String, String> query(RecordedRequest request) {
    return Pattern.compile("&")
        .splitAsStream(request.rawQuery().orElse(""))
        .collect(
            Collectors.toMap(
                pair -> pair.substring(0, pair.indexOf('=')),
                pair -> pair.substring(pair.indexOf('=') + 1)));
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    site.close();
  }

  private static FakeResponse echo(RecordedRequest request) {
    Matcher challenge = CHALLENGE.matcher(request.rawQuery().orElse(""));
    return FakeResponse.of(200).body("text/plain", challenge.find() ? challenge.group(1) : "");
  }
}
