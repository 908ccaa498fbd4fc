package org.pushj.examples.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.pushj.examples.hub.requests.Form;
import org.pushj.examples.hub.requests.RequestRefusedException;

/** Translates between the container and the {@link Hub}. */
final class HubServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Hub hub;
  private final transient Workers workers;

  HubServlet(Hub hub, Workers workers) {
    this.hub = hub;
    this.workers = workers;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'");
    respond(response, HttpServletResponse.SC_OK, "text/html", hub.page());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // Read here, not by the container, whose parameters would include those of the query.
    byte[] body = request.getInputStream().readNBytes(Form.LIMIT_BYTES + 1);
    String contentType = Objects.requireNonNullElse(request.getContentType(), "");
    try {
      Hub.Acceptance accepted = hub.accept(Form.parse(contentType, body));
      response.setStatus(accepted.status());
      if (!accepted.delay().isZero()) {
        respondAfter(accepted.delay(), request);
      }
    } catch (RequestRefusedException refused) {
      refused
          .retryAfter()
          .ifPresent(time -> response.setHeader("Retry-After", Long.toString(time.toSeconds())));
      respond(response, refused.status(), "text/plain", refused.getMessage() + "\n");
    }
  }

  /** Sends the response later. No thread waits for that, neither here nor in the container. */
  private void respondAfter(Duration delay, HttpServletRequest request) {
    AsyncContext exchange = request.startAsync();
    exchange.setTimeout(0);
    workers.runAfter(delay, exchange::complete);
  }

  private static void respond(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    response.setStatus(status);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(type);
    response.setCharacterEncoding(UTF_8.name());
    response.getOutputStream().write(text.getBytes(UTF_8));
  }
}
