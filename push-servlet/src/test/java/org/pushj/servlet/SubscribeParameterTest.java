package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.example.reader.ReaderListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** Subscriptions that a web.xml asks for, in real containers. */
class SubscribeParameterTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** The containers. */
  enum Server {
    JETTY {
      @Override
      Container start(Path folder) throws Exception {
        return new JettyContainer();
      }
    },
    TOMCAT {
      @Override
      Container start(Path folder) throws Exception {
        return new TomcatContainer(folder);
      }
    };

    abstract Container start(Path folder) throws Exception;
  }

  /** A store that outlives the application, as a database does. */
  public static final class Lasting extends ForwardingSubscriptionStore {
    static volatile SearchableStore store = new InMemorySubscriptionStore();
    static volatile boolean isBroken;

    public Lasting() {
      super(store);
    }

    @Override
    public boolean add(Subscription subscription) {
      if (isBroken) {
        throw new StoreException("adding failed", new IllegalStateException("no route"));
      }
      return super.add(subscription);
    }
  }

  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  private final FakeTopicSite site = FakeTopicSite.start();

  private final AtomicReference<ServletContext> context = new AtomicReference<>();

  @TempDir Path folder;

  @BeforeEach
  void prepare() {
    Lasting.store = new InMemorySubscriptionStore();
    Lasting.isBroken = false;
    parameters.put("listener", ReaderListener.class.getName());
    parameters.put("store", Lasting.class.getName());
    parameters.put("allowPrivate", "true");
  }

  @AfterEach
  void stop() {
    site.close();
    hub.close();
  }

  @ParameterizedTest
  @EnumSource
  void resources_areSubscribedTo_onceForAllStarts(Server server) throws Exception {
    URI news = site.advertise("/news", hub.url());
    URI blog = site.advertise("/blog", hub.url());
    parameters.put("subscribe", "\n  " + news + ",\n  " + blog + "\n");
    try (Container container = server.start(folder)) {
      deploy(container);
      for (int number = 1; number <= 2; number++) {
        HubRequest request = hub.awaitRequest("subscribe", number, SOON);
        assertThat(hub.verify(request).isConfirmed()).isTrue();
      }
      assertThat(subscriptions())
          .allSatisfy(each -> assertThat(each.state()).isEqualTo(SubscriptionState.ACTIVE))
          .extracting(each -> each.request().resource())
          .containsExactlyInAnyOrder(news, blog);

      container.undeploy("/app");
      deploy(container);

      Subscriber again = (Subscriber) context.get().getAttribute(PushCallbackServlet.SUBSCRIBER);
      assertThat(again.runDueWork()).as("nothing is due").isZero();
      assertThat(subscriptions()).hasSize(2);
      assertThat(hub.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void deployment_fails_whenAUrlIsInvalid(Server server) throws Exception {
    parameters.put("subscribe", "https://blog.example/feed, ftp://reader:hush@blog.example/feed");
    try (LoggedLines log = new LoggedLines();
        Container container = server.start(folder)) {
      assertThatThrownBy(() -> deploy(container)).isNotNull();
      assertThat(log.all())
          .containsExactly(
              "ERROR The servlet push cannot start: The init-param subscribe of the servlet push"
                  + " must be one or more http or https URLs without user name, separated by white"
                  + " space or commas, was \"https://blog.example/feed,"
                  + " ftp://***@blog.example/feed\": URL must be an http or https URL with a valid"
                  + " host, was ftp://blog.example/feed");
    }
    assertThat(subscriptions()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void deployment_fails_whenTheStoreFails(Server server) throws Exception {
    parameters.put("subscribe", "https://blog.example/feed");
    Lasting.isBroken = true;
    try (LoggedLines log = new LoggedLines();
        Container container = server.start(folder)) {
      assertThat(catchThrowable(() -> deploy(container))).isNotNull();
      assertThat(log.all())
          .contains(
              "ERROR The servlet push cannot start: The init-param subscribe of the servlet push"
                  + " could not be stored for https://blog.example/feed: adding failed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void log_hasOneLineOfTheSettings_atTheStart(Server server) throws Exception {
    parameters.put("subscribe", site.advertise("/news", hub.url()).toString());
    try (LoggedLines log = new LoggedLines();
        Container container = server.start(folder)) {
      deploy(container);
      assertThat(log.all())
          .filteredOn(line -> line.contains("Subscriber is running"))
          .containsExactly(
              "INFO Subscriber is running: callback base "
                  + callbackBase(container)
                  + ", store Lasting, inbox none, URL policy private addresses too, background"
                  + " work on");
    }
  }

  private static List<Subscription> subscriptions() {
    return Lasting.store.list(SubscriptionQuery.all());
  }

  private static String callbackBase(Container container) {
    return "http://127.0.0.1:" + container.port() + "/app/push/";
  }

  private void deploy(Container container) throws Exception {
    parameters.put("callbackBase", callbackBase(container));
    container.deploy(
        "/app",
        (classes, servlets) -> {
          context.set(servlets);
          ServletRegistration.Dynamic push = servlets.addServlet("push", new PushCallbackServlet());
          push.addMapping("/push/*");
          push.setLoadOnStartup(1);
          push.setAsyncSupported(true);
          push.setInitParameters(parameters);
        });
  }
}
