package org.pushj.examples.benchmarks.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;
import org.pushj.examples.benchmarks.database.BenchmarkDatabase;
import org.pushj.examples.benchmarks.database.JpaParts;
import org.pushj.examples.benchmarks.database.SampleRows;
import org.pushj.examples.benchmarks.table.Options;
import org.pushj.servlet.admin.PushAdminServlet;
import org.pushj.subscriber.Subscriber;

/**
 * Asks for pages of the admin page, over HTTP, of many subscriptions on PostgreSQL, and prints how
 * long each takes. The search for a text that nothing has is the most that any page does.
 *
 * <pre>{@code
 * mvn -q -Pbenchmarks -am -pl examples/benchmarks \
 *   -Dbenchmarks.program=admin.AdminPages -Dbenchmarks="rows=1000000"
 * }</pre>
 */
public final class AdminPages {
  private static final int WARM_UP = 20;
  private static final int TIMES = 21;
  private static final String LOGIN =
      "Basic " + Base64.getEncoder().encodeToString("admin:password".getBytes(UTF_8));

  private AdminPages() {}

  /** Measures. */
  public static void main(String... arguments) throws Exception {
    Options options = Options.of(arguments);
    int rows = options.rows().get(options.rows().size() - 1);
    String last = "https://blog" + (rows - 1) + ".example.org/feed.xml";
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    try (BenchmarkDatabase database = BenchmarkDatabase.postgreSql(options.commits())) {
      SampleRows.load(database.url(), rows);
      JpaParts parts = JpaParts.on(database.url(), options.provider());
      Subscriber subscriber =
          Subscriber.builder()
              .callbackBase(URI.create("https://reader.example/push/"))
              .listener(update -> {})
              .store(parts.store())
              .build();
      server.setHandler(context(subscriber));
      server.start();
      URI page = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/admin/");
      for (String query :
          List.of(
              "",
              "?state=active",
              "?state=failing",
              "?hub=https://hub7.example.com/",
              "?hub=https://hub7.example.com/&q=nothing",
              "?ending=24h",
              "?silent=7d",
              "?q=" + last,
              "?q=example.org",
              "?q=nothing",
              "?q=nothing&ending=24h&silent=7d")) {
        measure(page.resolve("subscriptions" + query));
      }
      measure(page);
      subscriber.close();
      parts.close();
    } finally {
      server.stop();
    }
  }

  private static void measure(URI url) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(url).header("Authorization", LOGIN).build();
    double[] millis = new double[TIMES];
    for (int i = -WARM_UP; i < TIMES; i++) {
      long start = System.nanoTime();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(url + ": " + answer.statusCode() + " " + answer.body());
      }
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-60s median %6.1f ms, most %6.1f ms%n",
        url.getPath() + (url.getQuery() == null ? "" : "?" + url.getQuery()),
        millis[TIMES / 2],
        millis[TIMES - 1]);
  }

  private static ServletContextHandler context(Subscriber subscriber) {
    UserStore users = new UserStore();
    users.addUser(
        "admin",
        Credential.getCredential("password"),
        new String[] {PushAdminServlet.DEFAULT_ROLE});
    HashLoginService login = new HashLoginService("push");
    login.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setLoginService(login);
    security.setAuthenticator(new BasicAuthenticator());
    ServletContextHandler context = new ServletContextHandler("/");
    context.setSecurityHandler(security);
    context.addServlet(new PushAdminServlet(subscriber), "/admin/*");
    return context;
  }
}
