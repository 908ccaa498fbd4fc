package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.PushHealth;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.own.OwnSubscriptionStore;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.ManualClock;

/** A store and an inbox that do what they must and no more, in a servlet container. */
class SmallStoreTest {
  private static final String STORE =
      "Not available: the store must implement " + SearchableStore.class.getName() + ".";
  private static final String INBOX =
      "Not available: the inbox must implement " + ManageableInbox.class.getName() + ".";

  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite topics = FakeTopicSite.start();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final ManualClock clock =
      new ManualClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
  private final AtomicReference<Subscriber> late = new AtomicReference<>();
  @TempDir Path folder;
  private SecuredServer server;
  private Subscriber subscriber;

  @BeforeEach
  void start() throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(OwnSubscriptionStore.TABLES);
    }
    server =
        SecuredServer.jetty(
            folder,
            "/app",
            true,
            (classes, servlets) -> {
              servlets
                  .addServlet(
                      "push", new PushCallbackServlet(request -> callbacks().open(request)))
                  .addMapping("/push/*");
              servlets.addServlet("admin", new PushAdminServlet()).addMapping("/admin/*");
              servlets.setAttribute(PushCallbackServlet.SUBSCRIBER, null);
            });
  }
}
