package org.example.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.spi.HubClient;

/** A hub client of the application: it counts its requests for the hub, and leaves leases to it. */
public final class OwnHubClient implements HubClient {
  /** The name of the header with the number of a request. */
  public static final String NUMBER = "X-Own-Request";

  private final HttpClient http = HttpClient.newHttpClient();
  private int asked;

  /** Makes a client; the servlet does so by its name. */
  public OwnHubClient() {}

  @Override
  public HubClient.Reply ask(HubClient.Ask ask) {
    StringBuilder form = new StringBuilder();
    add(form, "hub.mode", ask.kind().name().toLowerCase(Locale.ROOT));
    add(form, "hub.topic", ask.topic().toString());
    add(form, "hub.callback", ask.callback().toString());
    if (ask.secret() != null && ask.kind() == IntentKind.SUBSCRIBE) {
      add(form, "hub.secret", ask.secret().value());
    }
    HttpRequest request =
        HttpRequest.newBuilder(ask.endpoint())
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(NUMBER, Integer.toString(next()))
            .POST(BodyPublishers.ofString(form.toString()))
            .build();
    HttpResponse<String> answer = send(ask, request);
    if (answer.statusCode() != 202) {
      throw HubException.answered(
          ask.hub(), answer.statusCode(), answer.body(), "the hub has not accepted the request");
    }
    return HubClient.Reply.ACCEPTED;
  }

  @Override
  public void publish(HubClient.Ping ping) {
    throw HubException.unsent(ping.hub(), "this application publishes nothing", null);
  }

  private synchronized int next() {
    return ++asked;
  }

  private HttpResponse<String> send(HubClient.Ask ask, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw HubException.unanswered(ask.hub(), "the hub gave no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HubException.unanswered(ask.hub(), "interrupted while waiting for the hub", e);
    }
  }

  private static void add(StringBuilder form, String name, String value) {
    form.append(form.isEmpty() ? "" : "&")
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
  }
}
