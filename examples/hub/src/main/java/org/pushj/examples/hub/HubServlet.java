package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Translates between the container and the {@link Hub}. */
final class HubServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Hub hub;

  HubServlet(Hub hub) {
    this.hub = hub;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    answer(response, HttpServletResponse.SC_OK, "text/html", hub.page());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // The body is read here, not by the container: its parameters would include the query's.
    byte[] body = request.getInputStream().readNBytes(Form.LIMIT_BYTES + 1);
    String contentType = Objects.requireNonNullElse(request.getContentType(), "");
    try {
      hub.accept(Form.parse(contentType, body));
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } catch (RequestRefusedException refused) {
      answer(response, refused.status(), "text/plain", refused.getMessage() + "\n");
    }
  }

  private static void answer(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    response.setStatus(status);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(type);
    response.setCharacterEncoding(UTF_8.name());
    response.getOutputStream().write(text.getBytes(UTF_8));
  }
}
