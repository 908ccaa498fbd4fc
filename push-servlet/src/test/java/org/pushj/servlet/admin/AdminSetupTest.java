package org.pushj.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.SubscriptionState;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.SubscriptionStore;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.ForwardingSubscriptionStore;

/** The servlet as a web.xml registers it. */
class AdminSetupTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private ServletContext context;
  private Map<String, String> contextParameters = Map.of();

  @TempDir Path folder;

  @Test
  void subscriber_isTakenFromTheContext_howeverLateItComes() throws Exception {
    try (SecuredServer server = start(Map.of())) {
      HttpResponse<String> early = get(server, "anna");
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.body()).contains("no subscriber");
      try (Subscriber subscriber =
          Subscriber.builder()
              .callbackBase(URI.create("https://reader.example/push/"))
              .listener(update -> {})
              .build()) {
        context.setAttribute(PushCallbackServlet.SUBSCRIBER, subscriber);
        assertThat(get(server, "anna").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void count_isAtLeastThat_whereTheStoreHasStoppedCounting() throws Exception {
    SubscriptionStore store =
        new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
          @Override
          public Map<SubscriptionState, Long> countByState() {
            return Map.of(
                SubscriptionState.ACTIVE, 0L + MAX_COUNTED, SubscriptionState.FAILED, 99_999L);
          }
        };
    try (SecuredServer server = start(Map.of());
        Subscriber subscriber =
            Subscriber.builder()
                .callbackBase(URI.create("https://reader.example/push/"))
                .store(store)
                .listener(update -> {})
                .build()) {
      context.setAttribute(PushCallbackServlet.SUBSCRIBER, subscriber);
      assertThat(get(server, "anna", "").body()).contains(">100000 or more<", ">99999<");
    }
  }

  @Test
  void publisher_isTakenFromTheContext() throws Exception {
    try (SecuredServer server = start(Map.of());
        Subscriber subscriber =
            Subscriber.builder()
                .callbackBase(URI.create("https://reader.example/push/"))
                .listener(update -> {})
                .build();
        Publisher publisher =
            Publisher.builder().hubs(URI.create("https://hub.example/")).build()) {
      context.setAttribute(PushAdminServlet.PUBLISHER, publisher);
      context.setAttribute(PushCallbackServlet.SUBSCRIBER, subscriber);
      assertThat(get(server, "anna").body()).contains("Pings");
    }
  }

  @Test
  void role_isThatOfTheInitParameter() throws Exception {
    try (SecuredServer server = start(Map.of("role", "reader"))) {
      assertThat(get(server, "anna").statusCode()).isEqualTo(403);
      assertThat(get(server, "anna").body()).contains("the role reader");
      assertThat(get(server, "rita").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void initParameters_areChecked() {
    for (Map<String, String> wrong :
        List.of(Map.of("rolle", "x"), Map.of("role", " "), Map.of("tokenKey", "too short"))) {
      assertThatThrownBy(() -> start(wrong).close())
          .hasStackTraceContaining(
              "The init-param " + wrong.keySet().iterator().next() + " of the servlet admin");
    }
  }

  @Test
  void initParameters_areTakenFromWhereTheySay() throws Exception {
    contextParameters = Map.of("admins", "reader", "key", "k".repeat(32));
    try (SecuredServer server =
        start(Map.of("role", "context:admins", "tokenKey", "context:key"))) {
      assertThat(get(server, "anna").statusCode()).isEqualTo(403);
      assertThat(get(server, "rita").statusCode()).isEqualTo(503);
    }
    for (String source : List.of("env:", "context:", "jndi:java:comp/env/")) {
      String away = source + "PUSH_ADMIN_TOKEN_KEY_WHICH_IS_NOT_SET";
      assertThatThrownBy(() -> start(Map.of("tokenKey", away)).close())
          .as(away)
          .hasStackTraceContaining(
              "The init-param tokenKey of the servlet admin takes its value from ")
          .hasStackTraceContaining("which is not set");
    }
    contextParameters = Map.of("key", "too short");
    assertThatThrownBy(() -> start(Map.of("tokenKey", "context:key")).close())
        .hasStackTraceContaining("tokenKey of the servlet admin must have at least 32 characters");
  }

  private SecuredServer start(Map<String, String> parameters) throws Exception {
    return SecuredServer.jetty(
        folder,
        "/app",
        true,
        (classes, servlets) -> {
          context = servlets;
          contextParameters.forEach(servlets::setInitParameter);
          ServletRegistration.Dynamic admin = servlets.addServlet("admin", PushAdminServlet.class);
          admin.addMapping("/admin/*");
          admin.setInitParameters(parameters);
          admin.setLoadOnStartup(1);
        });
  }

  private HttpResponse<String> get(SecuredServer server, String user)
      throws IOException, InterruptedException {
    return get(server, user, "subscriptions");
  }

  private HttpResponse<String> get(SecuredServer server, String user, String page)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/app/admin/" + page))
            .header("Authorization", AdminSite.authorization(user))
            .build(),
        BodyHandlers.ofString());
  }
}
