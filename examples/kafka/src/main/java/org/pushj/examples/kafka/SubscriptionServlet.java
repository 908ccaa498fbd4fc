package org.pushj.examples.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.subscriber.Subscriber;

/**
 * Subscribes to the {@code url} of a form. It is not protected by a password: configure the load
 * balancer to forward only the callbacks.
 */
final class SubscriptionServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int UNPROCESSABLE = 422;

  private final transient Subscriber subscriber;

  SubscriptionServlet(Subscriber subscriber) {
    this.subscriber = subscriber;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String url = request.getParameter("url");
    if (url == null || url.isBlank()) {
      answer(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "url: the http or https URL of a feed or page is required.");
    } else {
      subscribe(url.strip(), response);
    }
  }

  private void subscribe(String url, HttpServletResponse response) throws IOException {
    try {
      Subscription made = subscriber.subscribe(URI.create(url));
      answer(
          response,
          HttpServletResponse.SC_ACCEPTED,
          made.id() + " " + made.topic() + " " + made.state());
    } catch (IllegalArgumentException | DiscoveryException e) {
      answer(response, UNPROCESSABLE, "url: " + e.getMessage());
    } catch (HubException e) {
      answer(response, HttpServletResponse.SC_BAD_GATEWAY, e.getMessage());
    } catch (StoreException e) {
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, e.getMessage());
    }
  }

  private static void answer(HttpServletResponse response, int status, @Nullable String text)
      throws IOException {
    response.setStatus(status);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType("text/plain");
    response.setCharacterEncoding(UTF_8.name());
    response.getOutputStream().write((text + "\n").getBytes(UTF_8));
  }
}
