package org.pushj.examples.hub;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.examples.hub.FakeSubscriber.Delivery;

class HubFaultTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private final FakeTopicSite site = new FakeTopicSite();
  private final FakeSubscriber subscriber = new FakeSubscriber();

  @AfterEach
  void close() {
    subscriber.close();
    site.close();
  }

  @Test
  void refuseSubscribe_answers403() throws Exception {
    try (HubDriver hub = start("refuse-subscribe")) {
      assertThat(
              hub.post(
                      "hub.mode=subscribe",
                      "hub.topic=" + site.topic(),
                      "hub.callback=" + subscriber.callback())
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void verifyTwice_asksWithTwoChallenges() throws Exception {
    try (HubDriver hub = start("verify-twice")) {
      hub.subscribe(subscriber, site.topic());

      assertThat(subscriber.nextQuestion().get("hub.challenge"))
          .isNotEqualTo(subscriber.nextQuestion().get("hub.challenge"));
    }
  }

  @Test
  void wrongSignature_doesNotMatchTheContent() throws Exception {
    site.serve(200, "what do ya want for nothing?");
    try (HubDriver hub = start(" wrong-signature , verify-twice")) {
      hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=Jefe");
      hub.publish(site.topic());

      // RFC 4231, test case 2.
      assertThat(subscriber.nextDelivery().headers().getFirst("X-Hub-Signature"))
          .hasSize("sha256=".length() + 64)
          .isNotEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
  }

  @Test
  void refusePublish_answers503_withRetryAfter() throws Exception {
    try (HubDriver hub = start("refuse-publish")) {
      hub.subscribeAndAwait(1, subscriber, site.topic());

      HttpResponse<String> answer = hub.post("hub.mode=publish", "hub.url=" + site.topic());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }
  }

  @Test
  void slowPublish_answersAfterFiveSeconds_andDelaysNothingElse() throws Exception {
    ManualWorkers workers = new ManualWorkers();
    try (HubDriver hub = start("slow-publish", workers)) {
      hub.subscribe(subscriber, site.topic());
      workers.runDue();

      CompletableFuture<HttpResponse<String>> answer = hub.startPublishing(site.topic());
      await().until(() -> workers.waiting() == 2);
      workers.advance(Duration.ofMillis(4_999));

      assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
      assertThat(hub.get("/").statusCode()).isEqualTo(200);
      assertThat(answer).isNotDone();
      workers.advance(Duration.ofMillis(1));
      assertThat(answer.get(10, SECONDS).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void slowPublish_refusesAtOnce() throws Exception {
    try (HubDriver hub = start("slow-publish", new ManualWorkers())) {
      assertThat(hub.post("hub.mode=publish", "hub.url=feed").statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe", "unsubscribe"})
  void neverVerify_answers202_andSendsNoVerification(String mode) throws Exception {
    ManualWorkers workers = new ManualWorkers();
    try (HubDriver hub = start("never-verify", workers)) {
      HttpResponse<String> answer =
          hub.post(
              "hub.mode=" + mode,
              "hub.topic=" + site.topic(),
              "hub.callback=" + subscriber.callback());
      workers.runDue();

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(subscriber.questionsLeft()).isZero();
    }
  }

  @Test
  void shortLease_endsAfterFiveSeconds_whateverWasRequested() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(START);
    HubSettings settings = settings("short-lease").withClock(now::get);
    try (HubDriver hub = HubDriver.start(settings)) {
      hub.subscribe(subscriber, site.topic(), "hub.lease_seconds=3600");

      assertThat(subscriber.nextQuestion()).containsEntry("hub.lease_seconds", "5");
      hub.awaitSubscriptions(1);
      now.set(START.plusMillis(4_999));
      hub.awaitSubscriptions(1);
      now.set(START.plusSeconds(5));
      hub.awaitSubscriptions(0);
    }
  }

  @Test
  void deliverTwice_deliversEachContentTwice_withTheSameSignature() throws Exception {
    try (HubDriver hub = start("deliver-twice")) {
      hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=Jefe");
      for (String content : List.of("first", "second")) {
        site.serve(200, content);
        hub.publish(site.topic());

        Delivery one = subscriber.nextDelivery();
        Delivery two = subscriber.nextDelivery();
        assertThat(List.of(one.text(), two.text())).containsOnly(content);
        assertThat(two.headers().get("X-Hub-Signature"))
            .isEqualTo(one.headers().get("X-Hub-Signature"));
      }
    }
  }

  @Test
  void parse_listsTheKnownNames_whenANameIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubSettings.fromEnvironment(Map.of("PUSH_FAULTS", "verify-twice,x")))
        .withMessage(
            "PUSH_FAULTS must be a list of"
                + " refuse-subscribe,verify-twice,wrong-signature,refuse-publish,slow-publish,never-verify,short-lease,deliver-twice,"
                + " was \"x\"");
  }

  private static HubDriver start(String names) {
    return HubDriver.start(settings(names));
  }

  private static HubDriver start(String names, Workers workers) {
    return HubDriver.start(settings(names), workers);
  }

  private static HubSettings settings(String names) {
    return HubDriver.settings().withFaults(HubFault.parse("PUSH_FAULTS", names));
  }
}
