package org.pushj.examples.jakarta;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;

/**
 * Lists subscriptions or news, one a line, and takes the form fields {@code topic} and {@code
 * action}: subscribe, renew or unsubscribe. For a test on the loopback address: it asks nobody for
 * a password.
 */
public class NewsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient @Nullable Feeds feeds;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> lines =
        request.getServletPath().equals("/news")
            ? feeds().news()
            : feeds().list().stream().map(NewsServlet::line).toList();
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(String.join("\n", lines));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URI topic = URI.create(request.getParameter("topic"));
    switch (request.getParameter("action")) {
      case "subscribe" -> feeds().follow(topic);
      case "renew" -> feeds().renew(topic);
      case "unsubscribe" -> feeds().leave(topic);
      default -> throw new IllegalArgumentException("action: subscribe, renew or unsubscribe");
    }
    doGet(request, response);
  }

  private static String line(Subscription one) {
    return one.request().resource() + " " + one.state();
  }

  private Feeds feeds() {
    if (feeds == null) {
      throw new IllegalStateException("the server has injected nothing");
    }
    return feeds;
  }
}
