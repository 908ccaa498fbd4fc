package org.pushj.servlet.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.pushj.servlet.admin.html.Layout;
import org.pushj.text.Json;

/** Sends the answer to one request. Used by one thread. */
final class Answers {
  private static final String HTML = "text/html;charset=UTF-8";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain;charset=UTF-8";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  Answers(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  /** Sets the headers that every answer has. */
  void protect() {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-store");
  }

  /** Sends a view. */
  void send(AdminRequest admin, View view, Map<String, String> views) throws IOException {
    if (admin.wantsJson()) {
      send(view.status(), JSON, Json.write(view.json()).getBytes(UTF_8));
    } else if (view.text() != null) {
      send(view.status(), TEXT, view.text().getBytes(UTF_8));
    } else {
      send(view.status(), HTML, page(admin, view, views).getBytes(UTF_8));
    }
  }

  private static String page(AdminRequest admin, View view, Map<String, String> views) {
    String current = admin.path().isEmpty() ? "" : admin.path().get(0);
    return Layout.page(admin.links(), current, view.title(), view.content(), views);
  }

  /** Says on the page why a request is not carried out. */
  void refuse(AdminRequest admin, RefusedException refused, Map<String, String> views)
      throws IOException {
    if (refused.view() != null) {
      allow(refused);
      send(admin, refused.view(), views);
      return;
    }
    if (admin.wantsJson()) {
      refuse(refused);
      return;
    }
    allow(refused);
    View view =
        View.of("Not done", Layout.alert(refused.text()), Map.of()).withStatus(refused.status());
    send(admin, view, views);
  }

  /** Says in plain words, or in JSON, why a request is not carried out. */
  void refuse(RefusedException refused) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    allow(refused);
    if (AdminRequest.wantsJson(request)) {
      send(
          refused.status(), JSON, Json.write(Json.object("error", refused.text())).getBytes(UTF_8));
    } else {
      send(refused.status(), TEXT, (refused.text() + "\n").getBytes(UTF_8));
    }
  }

  /** Adds the slash after the servlet's path, on which the relative links of the page depend. */
  void redirectToRoot() {
    String uri = request.getRequestURI();
    String name = uri.substring(uri.lastIndexOf('/') + 1);
    int parameters = name.indexOf(';');
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(
        "Location", "./" + (parameters < 0 ? name : name.substring(0, parameters)) + "/");
  }

  /**
   * Sends a body. Its length is left to the container: Jetty would send an answer that is complete
   * before the whole request was read, and then close the connection without having said so.
   */
  void send(int status, String type, byte[] body) throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    if (request.getMethod().equals("HEAD")) {
      response.setContentLength(body.length);
    } else {
      response.getOutputStream().write(body);
    }
  }

  private void allow(RefusedException refused) {
    if (refused.allow() != null) {
      response.setHeader("Allow", refused.allow());
    }
  }
}
