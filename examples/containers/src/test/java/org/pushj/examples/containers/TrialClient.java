package org.pushj.examples.containers;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Speaks with an application as a browser does. */
public final class TrialClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final URI application;
  private final Map<String, String> headers;

  /** Makes a client of the application at this URL, which ends with a slash. */
  public TrialClient(URI application) {
    this(application, Map.of());
  }

  /** Makes a client that sends these headers with each request. */
  public TrialClient(URI application, Map<String, String> headers) {
    this.application = application;
    this.headers = headers;
  }

  /** Returns the status of a GET; 0 if nothing answers. */
  public int status(String path) {
    try {
      return send(request(path).GET()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** Returns the subscriptions, each as its topic and its state. */
  public List<String> list() throws IOException {
    return lines("trial");
  }

  /** Returns the lines of the answer to a GET. */
  public List<String> lines(String path) throws IOException {
    return lines(send(request(path).GET()));
  }

  /** Does something with a topic, and returns the subscriptions. */
  public List<String> act(String action, URI topic) throws IOException {
    String form = "action=" + action + "&topic=" + URLEncoder.encode(topic.toString(), UTF_8);
    return lines(
        send(
            request("trial")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
  }

  /** Returns the answer to a GET with a password. */
  public HttpResponse<String> get(String path, String user, String password) throws IOException {
    String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    return send(request(path).header("Authorization", "Basic " + basic).GET());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(application.resolve(path)).timeout(TIMEOUT);
    headers.forEach(request::header);
    return request;
  }

  private static List<String> lines(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(response + ": " + response.body());
    }
    return response.body().lines().toList();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
