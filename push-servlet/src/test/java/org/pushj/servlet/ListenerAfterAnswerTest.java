package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.Subscription;
import org.pushj.SubscriptionListener;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** A subscription listener that fetches the topic, which takes long, from its own container. */
class ListenerAfterAnswerTest {
  private static final long SOON_SECONDS = 10;

  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  private final CountDownLatch fetching = new CountDownLatch(1);
  private final CountDownLatch hubIsAnswered = new CountDownLatch(1);
  private final BlockingQueue<String> fetched = new LinkedBlockingQueue<>();

  @Test
  void challenge_isAnsweredFirst_whenTheListenerBlocksOnJetty() throws Exception {
    try (hub;
        Container container = new JettyContainer()) {
      requireAnsweredFirst(container);
    }
  }

  @Test
  void challenge_isAnsweredFirst_whenTheListenerBlocksOnTomcat(@TempDir Path folder)
      throws Exception {
    try (hub;
        Container container = new TomcatContainer(folder)) {
      requireAnsweredFirst(container);
    }
  }

  private void requireAnsweredFirst(Container container) throws Exception {
    URI context = URI.create("http://127.0.0.1:" + container.port());
    try (Subscriber subscriber =
        Subscriber.builder()
            .callbackBase(Endpoint.callbackBase(context))
            .listener(update -> {})
            .subscriptionListener(new Fetching())
            .urlPolicy(UrlPolicy.allowPrivate())
            .build()) {
      container.deploy("", application(subscriber, context.resolve("/feed")));
      subscriber.subscribe(context.resolve("/feed"));
      HubRequest request = hub.requests("subscribe").get(0);
      CallbackReply reply = hub.verify(request);
      assertThat(reply.isConfirmed()).as("%s", reply).isTrue();
      assertThat(fetching.await(SOON_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(fetched).isEmpty();
      hubIsAnswered.countDown();
      assertThat(fetched.poll(SOON_SECONDS, TimeUnit.SECONDS)).isEqualTo("the topic");
    }
  }

  private ServletContainerInitializer application(Subscriber subscriber, URI topic) {
    return (classes, servlets) -> {
      ServletRegistration.Dynamic push =
          servlets.addServlet("push", new PushCallbackServlet(subscriber));
      push.addMapping("/push/*");
      push.setAsyncSupported(true);
      servlets.addServlet("feed", new Topic(topic)).addMapping("/feed");
    };
  }

  /** Serves the topic: to the listener only once the hub has its answer. */
  private final class Topic extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient URI self;

    Topic(URI self) {
      this.self = self;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.addHeader("Link", "<" + hub.url() + ">; rel=\"hub\"");
      response.addHeader("Link", "<" + self + ">; rel=\"self\"");
      if (request.getHeader("X-Listener") != null) {
        fetching.countDown();
        await(hubIsAnswered);
      }
      response.getWriter().print("the topic");
    }
  }

  /** Fetches the topic of what is verified. */
  private final class Fetching implements SubscriptionListener {
    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void onVerified(Subscription subscription) {
      HttpRequest request =
          HttpRequest.newBuilder(subscription.topic()).header("X-Listener", "1").build();
      fetched.add(http.sendAsync(request, BodyHandlers.ofString()).join().body());
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(SOON_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the hub has no answer yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
