package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.publisher.Publisher;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.PingSettings;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;

/** An admin page in a container with a login, at {@code /app/admin/}, and a client of it. */
final class AdminSite implements AutoCloseable {
  static final String ADMIN = "anna";
  private static final Pattern COOKIE = Pattern.compile(";.*");

  final FakeHub hub = FakeHub.start();
  final FakeTopicSite topics = FakeTopicSite.start();
  final Subscriber subscriber;
  final Publisher publisher;
  volatile boolean isListenerBroken;

  /** By how much the subscriber's clock goes forward at each look. */
  volatile Duration tick = Duration.ZERO;

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final CallbackServer callbacks = CallbackServer.start();
  private final SecuredServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable String cookie;

  AdminSite(SecuredServer.Starter starter, Path folder, boolean hasLogin) throws Exception {
    subscriber =
        Subscriber.builder()
            .callbackBase(callbacks.base())
            .listener(
                update -> {
                  if (isListenerBroken) {
                    throw new IllegalStateException("<b>broken</b>");
                  }
                })
            .inbox(new InMemoryUpdateInbox())
            .deliveries(DeliverySettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(() -> Instant.now().plus(ahead.updateAndGet(last -> last.plus(tick))))
            .build();
    callbacks.serve(subscriber.callbackHandler());
    publisher =
        Publisher.builder()
            .hubs(hub.url())
            .pings(PingSettings.builder().attempts(1).build())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build();
    server =
        starter.start(
            folder,
            "/app",
            hasLogin,
            (classes, servlets) ->
                servlets
                    .addServlet("admin", new PushAdminServlet(subscriber, publisher))
                    .addMapping("/admin/*"));
  }

  static AdminSite onJetty(Path folder) throws Exception {
    return new AdminSite(SecuredServer::jetty, folder, true);
  }

  /** Returns an address of the page. */
  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/app/admin/" + path);
  }

  /** Sets the subscriber's clock to another time than now. */
  void ahead(Duration time) {
    ahead.set(time);
  }

  /** Lets hubs reach no callback any more. */
  void closeCallbacks() {
    callbacks.close();
  }

  /** Subscribes to a topic at the hub; it is active then. */
  Subscription subscribed(String path) {
    return subscriber.subscribe(topics.advertise(path, hub.url()));
  }

  /** Reads the page as an admin. */
  Document page(String path) {
    HttpResponse<String> answer = send(request(path, ADMIN).GET());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return Jsoup.parse(answer.body(), url(path).toString());
  }

  /** Reads an address as an admin's program. */
  HttpResponse<String> json(String path) {
    return send(request(path, ADMIN).header("Accept", "application/json").GET());
  }

  /** Sends a form as the browser of an admin does. */
  HttpResponse<String> submit(String path, String... namesAndValues) {
    return send(form(path, with(namesAndValues, "token", token())));
  }

  /** Sends a form as a program of an admin does. */
  HttpResponse<String> jsonSubmit(String path, String... namesAndValues) {
    String token = token();
    return send(
        form(path, namesAndValues)
            .header("X-Push-Token", token)
            .header("Accept", "application/json"));
  }

  /** Returns a token of the page, and keeps its cookie. */
  String token() {
    return page("subscribe").select("input[name=token]").attr("value");
  }

  /** Returns the request of a form, with the cookie. */
  HttpRequest.Builder form(String path, String... namesAndValues) {
    return request(path, ADMIN)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(encoded(namesAndValues)));
  }

  /** Returns a request of a user, with the cookie. */
  HttpRequest.Builder request(String path, @Nullable String user) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path)).version(HttpClient.Version.HTTP_1_1);
    if (user != null) {
      request.header("Authorization", authorization(user));
    }
    return cookie == null ? request : request.header("Cookie", cookie);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      answer
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = COOKIE.matcher(set).replaceFirst(""));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Returns the cookie of the page; null before the first page. */
  @Nullable String cookie() {
    return cookie;
  }

  static String authorization(String user) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8));
  }

  static String encoded(String... namesAndValues) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], UTF_8));
    }
    return String.join("&", fields);
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    subscriber.close();
    publisher.close();
    server.close();
    callbacks.close();
    hub.close();
    topics.close();
  }
}
