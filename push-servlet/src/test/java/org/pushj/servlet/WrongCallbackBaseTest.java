package org.pushj.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.Diagnosis;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Verdict;
import org.pushj.PushHealth;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;

/** A callback base that does not lead to the servlet, in Jetty: health and the diagnosis say so. */
class WrongCallbackBaseTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final ManualClock clock = new ManualClock();
  private Container container;
  private Subscriber subscriber;

  @BeforeEach
  void start() throws Exception {
    container = new JettyContainer();
  }

  @AfterEach
  void close() {
    subscriber.close();
    container.close();
    hub.close();
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http, app/psh/, answered 404",
    "http, push/, answered 404",
    "http, app/shop/, 'Something else answers 200'",
    "https, app/push/, 'No answer from the callback URL'"
  })
  void wrongBase_isNamed_whereNoHubReachesTheServlet(String scheme, String path, String found)
      throws Exception {
    URI base = URI.create(scheme + "://127.0.0.1:" + container.port() + "/" + path);
    deploy(base);
    hub.behaviour(HubBehaviour.later());
    Subscription subscription = subscriber.subscribe(feed());
    if (scheme.equals("http")) {
      HubRequest request = hub.awaitRequest("subscribe", 1, SOON);
      assertThat(hub.awaitReply(request, 1, SOON).isConfirmed()).isFalse();
    }
    assertThat(subscriber.operations().health().status()).isEqualTo(PushHealth.Status.UP);

    clock.advance(MINUTE);
    assertThat(subscriber.operations().health().reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.kind()).isEqualTo(PushHealth.Kind.VERIFICATIONS_OVERDUE);
              assertThat(reason.text()).contains("callback base " + base + " yet");
            });
    Diagnosis diagnosis = subscriber.operations().diagnose(subscription.id()).orElseThrow();
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.CALLBACK_UNREACHABLE);
    assertThat(diagnosis.findings())
        .filteredOn(each -> each.check() == Check.CALLBACK)
        .singleElement()
        .extracting(Diagnosis.Finding::text)
        .asString()
        .contains(found)
        .contains("callback base " + base);
  }

  @Test
  void health_isUpAgain_onceTheHubHasVerified() throws Exception {
    deploy(URI.create("http://127.0.0.1:" + container.port() + "/app/push/"));
    hub.behaviour(HubBehaviour.hold());
    subscriber.subscribe(SubscriptionRequest.of(feed()));
    clock.advance(MINUTE);
    assertThat(subscriber.operations().health().status()).isEqualTo(PushHealth.Status.DEGRADED);
    assertThat(hub.verify(hub.awaitRequest("subscribe", 1, SOON)).isConfirmed()).isTrue();
    assertThat(subscriber.operations().health().status()).isEqualTo(PushHealth.Status.UP);
  }

  private URI feed() {
    return site.advertise("/feed", hub.url());
  }

  private void deploy(URI callbackBase) throws Exception {
    subscriber =
        Subscriber.builder()
            .callbackBase(callbackBase)
            .listener(update -> {})
            .urlPolicy(UrlPolicy.allowPrivate())
            .clock(clock)
            .build();
    container.deploy(
        "/app",
        (classes, servlets) -> {
          ServletRegistration.Dynamic push =
              servlets.addServlet("push", new PushCallbackServlet(subscriber));
          push.addMapping("/push/*");
          push.setAsyncSupported(true);
          servlets.addServlet("shop", new Shop()).addMapping("/shop/*");
        });
  }

  /** Another application, which has a page at each address. */
  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html");
      response.getWriter().write("<h1>Welcome to the shop</h1>");
    }
  }
}
