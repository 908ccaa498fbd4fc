package org.pushj.examples.containers;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.pushj.Subscription;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;

/**
 * Lists the subscriptions, one a line, and takes the form fields {@code topic} and {@code action}:
 * subscribe, renew or unsubscribe. For a test on the loopback address: it asks nobody for a
 * password.
 */
public final class TrialServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (subscriber() == null) {
      response.sendError(503, "The servlet push has not started: see the log");
    } else {
      super.service(request, response);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response
        .getWriter()
        .write(list().stream().map(TrialServlet::line).collect(Collectors.joining("\n")));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URI topic = URI.create(request.getParameter("topic"));
    switch (request.getParameter("action")) {
      case "subscribe" -> subscriber().subscribe(topic);
      case "renew" -> each(topic).forEach(one -> subscriber().renew(one.id()));
      case "unsubscribe" -> each(topic).forEach(one -> subscriber().unsubscribe(one.id()));
      default -> throw new IllegalArgumentException("action: subscribe, renew or unsubscribe");
    }
    doGet(request, response);
  }

  private List<Subscription> each(URI topic) {
    return list().stream().filter(one -> one.request().resource().equals(topic)).toList();
  }

  private List<Subscription> list() {
    return subscriber().operations().list(SubscriptionQuery.all());
  }

  private static String line(Subscription one) {
    return one.request().resource() + " " + one.state();
  }

  private Subscriber subscriber() {
    return (Subscriber) getServletContext().getAttribute(PushCallbackServlet.SUBSCRIBER);
  }
}
