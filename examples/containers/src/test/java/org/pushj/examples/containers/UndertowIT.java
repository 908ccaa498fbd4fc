package org.pushj.examples.containers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.examples.guard.FreePort;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.servlet.PushCallbackServlet;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.HubRequest;

/** The same life on Undertow alone, where all is said in code. */
class UndertowIT {
  private final int port = FreePort.next();
  private final URI url = URI.create("http://127.0.0.1:" + port + "/trial/");
  private final SubscriptionStore store = new InMemorySubscriptionStore();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final SubscriptionLife life = new SubscriptionLife(new TrialClient(url), () -> received);
  private Subscriber subscriber;
  private Undertow server;

  @BeforeEach
  void start() throws Exception {
    subscriber =
        Subscriber.builder()
            .callbackBase(url.resolve("push/"))
            .urlPolicy(UrlPolicy.allowPrivate())
            .listener(update -> received.add(update.text()))
            .store(store)
            .build();
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(UndertowIT.class.getClassLoader())
            .setDeploymentName("trial")
            .setContextPath("/trial")
            .addServletContextAttribute(PushCallbackServlet.SUBSCRIBER, subscriber)
            .addServlet(
                Servlets.servlet(
                        "push",
                        PushCallbackServlet.class,
                        new ImmediateInstanceFactory<>(new PushCallbackServlet(subscriber)))
                    .addMapping("/push/*")
                    .setAsyncSupported(true))
            .addServlet(Servlets.servlet("trial", TrialServlet.class).addMapping("/trial"));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setHandler(Handlers.path().addPrefixPath("/trial", manager.start()))
            .build();
    server.start();
    subscriber.start();
  }

  @AfterEach
  void stop() {
    subscriber.close();
    server.stop();
  }

  @AfterEach
  void end() {
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
    stop();

    start();

    life.deliver(request, "after");
    life.deliver(life.renew(topic), "renewed");
  }
}
