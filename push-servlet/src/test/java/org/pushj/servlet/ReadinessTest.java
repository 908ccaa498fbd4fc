package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.pushj.StoreException;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.ForwardingSubscriptionStore;

class ReadinessTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicBoolean isBroken = new AtomicBoolean();

  @Test
  void readiness_isThatOfTheSubscriber_untilTheNodeDrains() throws Exception {
    AtomicReference<ServletContext> context = new AtomicReference<>();
    PushReadinessServlet readiness = new PushReadinessServlet();
    try (Container container = new JettyContainer();
        Subscriber subscriber = subscriber()) {
      container.deploy(
          "/app",
          (classes, servlets) -> {
            context.set(servlets);
            servlets.addServlet("ready", readiness).addMapping("/ready");
          });
      URI url = URI.create("http://127.0.0.1:" + container.port() + "/app/ready");
      assertThat(answer(url)).isEqualTo("503 STARTING");
      context.get().setAttribute(PushCallbackServlet.SUBSCRIBER, subscriber);
      assertThat(answer(url)).isEqualTo("200 UP");
      isBroken.set(true);
      assertThat(answer(url)).isEqualTo("503 DOWN");
      isBroken.set(false);
      assertThat(answer(url)).isEqualTo("200 UP");
      readiness.drain();
      assertThat(answer(url)).isEqualTo("503 DRAINING");
    }
  }

  private Subscriber subscriber() {
    return Subscriber.builder()
        .callbackBase(URI.create("https://reader.example/push/"))
        .listener(update -> {})
        .store(
            new ForwardingSubscriptionStore(new InMemorySubscriptionStore()) {
              @Override
              public Optional<Instant> nextDue() {
                if (isBroken.get()) {
                  throw new StoreException("the database at 192.0.2.7 is gone", null);
                }
                return super.nextDue();
              }
            })
        .build();
  }

  private String answer(URI url) throws Exception {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
