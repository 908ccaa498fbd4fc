package org.pushj.servlet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pushj.PushHealth;
import org.pushj.subscriber.Subscriber;

/**
 * Tells a load balancer whether to send requests to this node: a GET is answered 200, or 503 if the
 * health is {@link PushHealth.Status#DOWN}, there is no subscriber yet, or the node is about to
 * stop. The body is one word, without reasons, so it needs no login.
 *
 * <p>To stop a node without failed requests, call {@link #drain()}, wait until the load balancer
 * has noticed, and then stop the server: until then all requests are served.
 *
 * <p>Registered in web.xml, it uses the subscriber that {@link PushCallbackServlet} has put into
 * the servlet context. Thread-safe.
 *
 * @since 0.1
 */
public class PushReadinessServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Subscriber subscriber;
  private volatile boolean drains;

  /** Makes a servlet for the subscriber in the servlet context. Called by the container. */
  public PushReadinessServlet() {
    this.subscriber = null;
  }

  /** Makes a servlet for a subscriber. */
  public PushReadinessServlet(Subscriber subscriber) {
    this.subscriber = subscriber;
  }

  /** Answers 503 from now on, while everything else continues. */
  public void drain() {
    drains = true;
  }

  /**
   * Answers 200 or 503, with one word.
   *
   * @throws IOException if the answer cannot be sent
   */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object known =
        subscriber != null
            ? subscriber
            : getServletContext().getAttribute(PushCallbackServlet.SUBSCRIBER);
    if (drains) {
      answer(response, false, "DRAINING");
    } else if (known instanceof Subscriber found) {
      PushHealth.Status status = found.operations().health().status();
      answer(response, status != PushHealth.Status.DOWN, status.name());
    } else {
      answer(response, false, "STARTING");
    }
  }

  private static void answer(HttpServletResponse response, boolean isReady, String word)
      throws IOException {
    response.setStatus(
        isReady ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(word);
  }
}
