package org.example.reader;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Base64;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.subscriber.Subscriber;

/**
 * An application beside the callback servlet: subscribes, and shows what came. It knows the
 * subscriber by the servlet context alone.
 */
public final class ReaderServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** A class keeps the subscriber here, as on Open Liberty a class loader keeps its servlets. */
  private static Subscriber last;

  /** Makes a servlet; the container does so by its name. */
  public ReaderServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getPathInfo().equals("/unsubscribe")) {
      subscriber().unsubscribe(id(request));
      return;
    }
    SubscriptionRequest found = SubscriptionRequest.of(URI.create(request.getParameter("topic")));
    String hub = request.getParameter("hub");
    SubscriptionRequest wanted = hub == null ? found : found.withHub(URI.create(hub));
    boolean signed = Boolean.parseBoolean(request.getParameter("signed"));
    response.getWriter().print(subscriber().subscribe(signed ? wanted : wanted.unsigned()).id());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter out = response.getWriter();
    switch (request.getPathInfo()) {
      case "/subscription" -> out.print(subscriber().find(id(request)).map(this::line).orElse(""));
      case "/updates" ->
          ReaderListener.updates(request.getParameter("id"))
              .forEach(
                  update ->
                      out.println(
                          update.contentType().orElse("")
                              + "\t"
                              + Base64.getEncoder().encodeToString(update.bytes())));
      case "/isolated" ->
          out.print(
              PushCallbackServlet.class.getClassLoader() == getServletContext().getClassLoader());
      default -> response.setStatus(404);
    }
  }

  private String line(Subscription subscription) {
    Lease lease = subscription.lease();
    return subscription.state() + "\t" + (lease == null ? "" : lease.endsAt());
  }

  private Subscriber subscriber() {
    last = (Subscriber) getServletContext().getAttribute(PushCallbackServlet.SUBSCRIBER);
    return last;
  }

  private static SubscriptionId id(HttpServletRequest request) {
    return SubscriptionId.of(request.getParameter("id"));
  }
}
