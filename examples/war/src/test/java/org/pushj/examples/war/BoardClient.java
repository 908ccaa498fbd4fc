package org.pushj.examples.war;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A browser client of the board. It does not follow redirects. */
final class BoardClient {
  static final Duration SOON = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(SOON).build();
  private final URI board;

  BoardClient(URI board) {
    this.board = board;
  }

  HttpResponse<String> get(String path) {
    return send(to(path).GET());
  }

  HttpResponse<String> head(String path) {
    return send(to(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  /** Sends the form with a notice, and these additional headers. */
  HttpResponse<String> post(String text, String... headers) {
    String form = "text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        to("notices")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(board.resolve(path)).timeout(SOON);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
