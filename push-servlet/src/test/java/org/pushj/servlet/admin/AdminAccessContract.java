package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.servlet.LoggedLines;
import org.pushj.spi.SubscriptionQuery;

/** Forged requests change nothing, and are answered 4xx, in whatever container. */
abstract class AdminAccessContract {
  private static final List<String> ACTIONS =
      List.of(
          "subscriptions/renew",
          "subscriptions/unsubscribe",
          "subscriptions/forget",
          "subscriptions/retry",
          "subscriptions/pause",
          "subscriptions/resume");

  @TempDir Path folder;
  private AdminSite site;
  private Subscription subscription;

  abstract SecuredServer.Starter starter();

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite(starter(), folder, true);
    subscription = site.subscribed("/feed");
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void page_isShown_toWhoHasTheRole() {
    HttpResponse<String> answer = site.send(site.request("subscriptions", "anna").GET());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<h1>Subscriptions</h1>").contains("/feed");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("push-admin=")
        .contains("HttpOnly")
        .contains("SameSite=Strict");
  }

  @Test
  void everything_isRefused_withoutALogin() {
    for (String path :
        List.of("", "subscriptions", "subscriptions/" + subscription.id(), "style.css", "no")) {
      HttpResponse<String> answer = site.send(site.request(path, null).GET());
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
      assertProtected(answer);
    }
    String token = site.token();
    for (String action : ACTIONS) {
      HttpResponse<String> answer =
          site.send(
              site.request(action, null)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(fields(token))));
      assertThat(answer.statusCode()).as(action).isEqualTo(401);
    }
    assertUnchanged();
  }

  @Test
  void everything_isRefused_withoutTheRole() {
    String token = site.token();
    HttpResponse<String> page = site.send(site.request("subscriptions", "rita").GET());
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).isEqualTo("This page needs the role push-admin.\n");
    assertProtected(page);
    for (String action : ACTIONS) {
      HttpResponse<String> answer =
          site.send(
              site.request(action, "rita")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(fields(token))));
      assertThat(answer.statusCode()).as(action).isEqualTo(403);
    }
    assertUnchanged();
  }

  @Test
  void everything_isRefused_whereTheContainerHasNoLogin(@TempDir Path another) throws Exception {
    try (AdminSite open = new AdminSite(starter(), another, false)) {
      for (String user : new String[] {"anna", null}) {
        HttpResponse<String> answer = open.send(open.request("subscriptions", user).GET());
        assertThat(answer.statusCode()).isIn(401, 403);
        assertThat(answer.body()).doesNotContain("<h1>Subscriptions").doesNotContain("\tat ");
        assertProtected(answer);
      }
    }
  }

  @Test
  void log_warnsOnce_whereTheContainerHasNoLogin(@TempDir Path another) throws Exception {
    try (AdminSite open = new AdminSite(starter(), another, false);
        LoggedLines log = new LoggedLines()) {
      open.send(open.request("subscriptions", null).GET());
      open.send(open.request("subscriptions", "anna").GET());
      assertThat(log.all())
          .singleElement()
          .asString()
          .startsWith("WARN A request to the admin page was refused")
          .contains("login-config with an auth-method")
          .endsWith("the role push-admin");
    }
  }

  @Test
  void log_warnsOfNothing_whereTheContainerHasALogin() {
    try (LoggedLines log = new LoggedLines()) {
      site.send(site.request("subscriptions", null).GET());
      site.send(site.request("subscriptions", "rita").GET());
      assertThat(log.all()).noneMatch(line -> line.contains("admin page"));
    }
  }

  @Test
  void change_isRefused_withoutTheRightToken() {
    String token = site.token();
    String id = subscription.id().toString();
    for (String action : ACTIONS) {
      assertRefused(site.send(site.form(action, "id", id, "confirmed", "true")));
      for (String wrong : List.of("", "x", token.substring(1), token + "a", "A".repeat(43))) {
        assertRefused(site.send(site.form(action, "id", id, "confirmed", "true", "token", wrong)));
      }
    }
    assertUnchanged();
  }

  @Test
  void change_isRefused_withTheTokenOfAnotherUser_orOfAnotherBrowser() {
    String token = site.token();
    String form = fields(token);
    assertRefused(
        site.send(
            site.request(ACTIONS.get(2), "otto")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
    for (String cookie : List.of("push-admin=" + "A".repeat(32), "push-admin=", "other=1")) {
      assertRefused(
          site.send(
              site.form(
                      ACTIONS.get(2),
                      "id",
                      subscription.id().toString(),
                      "confirmed",
                      "true",
                      "token",
                      token)
                  .setHeader("Cookie", cookie)));
    }
    assertUnchanged();
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Origin, https://evil.example",
    "Origin, http://127.0.0.1",
    "Origin, http://127.0.0.1.evil.example"
  })
  void change_isRefused_whereAnotherSiteSendsTheForm(String header, String value) {
    String token = site.token();
    for (String action : ACTIONS) {
      assertRefused(
          site.send(
              site.form(
                      action,
                      "id",
                      subscription.id().toString(),
                      "confirmed",
                      "true",
                      "token",
                      token)
                  .header(header, value)));
    }
    assertUnchanged();
  }

  @Test
  void change_isRefused_underAForeignHost() throws IOException {
    String token = site.token();
    String body = fields(token);
    String answer =
        raw(
            "POST /app/admin/subscriptions/forget HTTP/1.1\r\nHost: evil.example\r\n"
                + "Authorization: "
                + AdminSite.authorization("anna")
                + "\r\n"
                + "Cookie: "
                + site.cookie()
                + "\r\n"
                + "Origin: http://evil.example\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length()
                + "\r\nConnection: close\r\n\r\n"
                + body);
    assertThat(answer).startsWith("HTTP/1.1 403").doesNotContain("evil.example");
    assertUnchanged();
  }

  @Test
  void foreignHost_isInNoLinkAndNoRedirect() throws IOException {
    String login = "Authorization: " + AdminSite.authorization("anna") + "\r\n";
    for (String path : List.of("/app/admin", "/app/admin/", "/app/admin/subscriptions")) {
      String answer =
          raw(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                  + login
                  + "Connection: close\r\n\r\n");
      assertThat(answer).doesNotContain("evil.example");
      if (path.equals("/app/admin")) {
        assertThat(answer).startsWith("HTTP/1.1 303").contains("Location: ./admin/\r\n");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, subscriptions/renew, POST",
    "GET, subscriptions/forget, POST",
    "HEAD, subscriptions/unsubscribe, POST",
    "PUT, subscriptions/forget, 'GET, HEAD, POST'",
    "DELETE, subscriptions, 'GET, HEAD, POST'",
    "PATCH, subscriptions, 'GET, HEAD, POST'",
    "OPTIONS, subscriptions, 'GET, HEAD, POST'",
    "POST, subscriptions, 'GET, HEAD'"
  })
  void otherMethods_areRefused(String method, String path, String allow) {
    String token = site.token();
    HttpResponse<String> answer =
        site.send(
            site.form(path + "?" + fields(token))
                .header("X-Push-Token", token)
                .method(method, BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains(allow);
    assertProtected(answer);
    assertUnchanged();
  }

  @ParameterizedTest
  @CsvSource({
    "state=nonsense, state, 'pending, active'",
    "state=%3Cscript%3E, state, failing",
    "hub=javascript:alert(1), hub, http or https",
    "hub=%20, hub, http or https",
    "ending=soon, ending, 24h",
    "ending=-1h, ending, 24h",
    "silent=99999999d, silent, 7d",
    "after=1, after, id",
    "size=0, size, 1 to 200",
    "size=1000000000000, size, 1 to 200",
    "state=active&state=failed, state, once",
    "format=xml, format, json or html",
    "drop%20table=1, drop table, 'unknown; allowed are after'"
  })
  void hostileParameters_areNamed_with400(String query, String name, String allowed) {
    HttpResponse<String> answer = site.send(site.request("subscriptions?" + query, "anna").GET());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("The parameter " + name)
        .contains(allowed)
        .doesNotContain("<script")
        .doesNotContain("Exception");
    HttpResponse<String> json = site.json("subscriptions?" + query);
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(json.body()).startsWith("{\"error\":\"The parameter " + name);
  }

  @Test
  void hostileIds_areNamed_with400() {
    for (String action : ACTIONS) {
      for (String id : List.of("", "1", "' OR 1=1", "<script>", "../../etc")) {
        HttpResponse<String> answer = site.submit(action, "id", id, "confirmed", "true");
        assertThat(answer.statusCode()).as(id).isEqualTo(400);
        assertThat(answer.body()).contains("The parameter id").doesNotContain("<script");
      }
      assertThat(site.submit(action).statusCode()).isEqualTo(400);
    }
    for (String path :
        List.of("subscriptions/1", "nothing", "subscriptions/" + subscription.id() + "/x")) {
      assertThat(site.send(site.request(path, "anna").GET()).statusCode()).as(path).isEqualTo(404);
    }
    assertUnchanged();
  }

  @Test
  void malformedForm_isRefused() {
    HttpResponse<String> answer =
        site.send(
            site.request("subscriptions/forget", "anna")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("id=%zz&token=%")));
    assertThat(answer.statusCode()).isBetween(400, 403);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    assertUnchanged();
  }

  @Test
  void secretsAndTokens_areNowhere() {
    String token = subscription.registration().orElseThrow().callback().value();
    String secret = subscription.registration().orElseThrow().secret().value();
    for (String path : List.of("subscriptions", "subscriptions/" + subscription.id())) {
      assertThat(site.page(path).html()).doesNotContain(token).doesNotContain(secret);
      assertThat(site.json(path).body()).doesNotContain(token).doesNotContain(secret);
    }
  }

  private String fields(String token) {
    return AdminSite.encoded(
        "id", subscription.id().toString(), "confirmed", "true", "token", token);
  }

  private void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(403);
    assertProtected(answer);
  }

  private static void assertProtected(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
                + " base-uri 'none'");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private void assertUnchanged() {
    assertThat(site.subscriber.operations().list(SubscriptionQuery.all()))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.state()).isEqualTo(SubscriptionState.ACTIVE);
              assertThat(each.version()).isEqualTo(subscription.version());
            });
    assertThat(site.hub.requests()).as("no renewal, no end").hasSize(1);
  }

  final String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.url("").getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
