package org.pushj.examples.containers;

import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.examples.guard.FreePort;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionStore;
import org.pushj.tck.HubRequest;

/** The same life on Undertow alone. */
class UndertowIT {
  private final int port = FreePort.next();
  private final URI url = URI.create("http://127.0.0.1:" + port + "/trial/");
  private final SubscriptionStore store = new InMemorySubscriptionStore();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final SubscriptionLife life = new SubscriptionLife(new TrialClient(url), () -> received);
  private UndertowApplication application;

  @BeforeEach
  void start() throws Exception {
    application =
        UndertowApplication.start(
            port, url.resolve("push/"), store, update -> received.add(update.text()));
  }

  @AfterEach
  void end() {
    application.close();
    life.close();
  }

  @Test
  void subscription_takesSignedUpdates_untilItIsEnded() throws IOException {
    URI topic = life.topic("/life");

    HubRequest request = life.subscribe(topic);
    life.forge(request);
    life.deliver(request, "first");
    HubRequest renewed = life.renew(topic);
    life.deliver(renewed, "second");
    life.unsubscribe(topic, renewed);
  }

  @Test
  void subscription_goesOn_whenTheServerIsStartedAgain() throws Exception {
    URI topic = life.topic("/restart");
    HubRequest request = life.subscribe(topic);
    application.close();

    start();

    life.deliver(request, "after");
    life.deliver(life.renew(topic), "renewed");
  }
}
