package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.SignatureAlgorithm;
import org.pushj.examples.hub.FakeSubscriber.Delivery;
import org.pushj.examples.hub.content.BackOff;

/** Publishing and content distribution (W3C WebSub sections 6 and 7). */
class HubDistributionTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final FakeTopicSite site = new FakeTopicSite();
  private final FakeSubscriber subscriber = new FakeSubscriber();
  private final HubDriver hub = HubDriver.start(HubDriver.settings().withClock(now::get));

  @AfterEach
  void close() {
    hub.close();
    subscriber.close();
    site.close();
  }

  @Test
  void delivery_hasTheTopicsBytesTypeAndLinks() throws Exception {
    site.serve(200, "<feed>\u00e4</feed>");
    hub.subscribeAndAwait(1, subscriber, site.topic());

    hub.publish(site.topic());

    Delivery delivery = subscriber.nextDelivery();
    assertThat(delivery.text()).isEqualTo("<feed>\u00e4</feed>");
    assertThat(delivery.headers().getFirst("Content-Type"))
        .isEqualTo("application/atom+xml; charset=utf-8");
    assertThat(delivery.headers().getFirst("Link"))
        .isEqualTo("<%s>; rel=\"self\", <%s>; rel=\"hub\"".formatted(site.topic(), hub.url()));
    assertThat(delivery.headers()).doesNotContainKey("X-hub-signature");
  }

  @Test
  void delivery_isSigned_whenTheSubscriberGaveASecret() throws Exception {
    site.serve(200, "what do ya want for nothing?");
    hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=Jefe");

    hub.publish(site.topic());

    // RFC 4231, test case 2.
    assertThat(subscriber.nextDelivery().headers().getFirst("X-Hub-Signature"))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  /** The values of sha384 and sha512 are those of RFC 4231, test case 2; sha1 of RFC 2202. */
  @ParameterizedTest
  @CsvSource({
    "SHA1, sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    "SHA384, sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47"
        + "e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
    "SHA512, sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
  })
  void delivery_isSigned_withTheAlgorithmOfTheSettings(
      SignatureAlgorithm algorithm, String signature) throws Exception {
    site.serve(200, "what do ya want for nothing?");
    HubSettings settings = HubDriver.settings().withSignature(algorithm);
    try (HubDriver hub = HubDriver.start(settings)) {
      hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.secret=Jefe");

      hub.publish(site.topic());

      assertThat(subscriber.nextDelivery().headers().getFirst("X-Hub-Signature"))
          .isEqualTo(signature);
    }
  }

  @Test
  void delivery_namesThePublicUrlOfTheHub_whenThereIsOne() throws Exception {
    HubSettings settings =
        HubDriver.settings().withPublicBase(URI.create("https://hub.example/a&b"));
    try (HubDriver hub = HubDriver.start(settings)) {
      hub.subscribeAndAwait(1, subscriber, site.topic());

      hub.publish(site.topic());

      assertThat(subscriber.nextDelivery().headers().getFirst("Link"))
          .endsWith("<https://hub.example/a&b/>; rel=\"hub\"");
      assertThat(hub.get("/").body()).contains("<code>https://hub.example/a&amp;b/</code>");
    }
  }

  @Test
  void delivery_isRepeated_whenTheSubscriberIsBusy() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    AtomicReference<Integer> status = new AtomicReference<>(503);
    subscriber.answerDeliveries(() -> status.getAndSet(204));

    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
  }

  @Test
  void delivery_isRepeated_untilTheSubscriberIsBack() throws Exception {
    BackOff patient = new BackOff(12, Duration.ofMillis(20));
    try (HubDriver hub = HubDriver.start(HubDriver.settings().withBackOff(patient))) {
      hub.subscribeAndAwait(1, subscriber, site.topic());
      subscriber.vanish();
      hub.publish(site.topic());
      await().until(() -> site.fetches() == 1);

      try (FakeSubscriber restarted = new FakeSubscriber(subscriber.port())) {
        assertThat(restarted.nextDelivery().text()).isEqualTo("first");
      }
    }
  }

  @Test
  void delivery_isGivenUp_afterTheLastAttempt() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    subscriber.answerDeliveries(() -> 500);
    hub.publish(site.topic());
    for (int attempt = 1; attempt <= HubDriver.settings().backOff().attempts(); attempt++) {
      assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
    }

    site.serve(200, "second");
    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("second");
  }

  @Test
  void delivery_goesOn_whenTheTypeOfEarlierContentCannotBeSent() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    site.serveAs("text/pl\u00e4in", "first");
    hub.publish(site.topic());
    await().until(() -> site.fetches() == 1);

    site.serve(200, "second");
    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("second");
  }

  @Test
  void delivery_endsTheSubscription_whenTheCallbackIsGone() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    subscriber.answerDeliveries(() -> 410);

    hub.publish(site.topic());

    subscriber.nextDelivery();
    hub.awaitSubscriptions(0);
  }

  @Test
  void delivery_doesNotWait_forASlowSubscriber() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (FakeSubscriber slow = new FakeSubscriber()) {
      slow.answerDeliveries(() -> answerAfter(end));
      hub.subscribeAndAwait(1, slow, site.topic());
      hub.subscribeAndAwait(2, subscriber, site.topic());

      for (String content : new String[] {"first", "second"}) {
        site.serve(200, content);
        hub.publish(site.topic());
        assertThat(subscriber.nextDelivery().text()).isEqualTo(content);
      }

      assertThat(slow.nextDelivery().text()).isEqualTo("first");
      assertThat(slow.deliveriesLeft()).isZero();
      end.countDown();
      assertThat(slow.nextDelivery().text()).isEqualTo("second");
    }
  }

  @Test
  void publish_fetchesNothing_whenThereAreNoSubscribers() throws Exception {
    hub.publish(site.topic());
    hub.subscribeAndAwait(1, subscriber, site.topic());

    hub.publish(site.topic());

    subscriber.nextDelivery();
    assertThat(site.fetches()).isEqualTo(1);
  }

  @Test
  void publish_sendsNothing_whenTheContentIsTheSame() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    hub.publish(site.topic());
    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
    hub.publish(site.topic());
    await().until(() -> site.fetches() == 2);

    site.serve(200, "second");
    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("second");
  }

  @Test
  void publish_sendsNothing_whenTheTopicCannotBeFetched() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    site.serve(404, "no such feed");
    hub.publish(site.topic());
    await().until(() -> site.fetches() == 1);

    site.serve(200, "first");
    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
  }

  @Test
  void publish_followsFiveRedirects_andNamesTheTopicThatWasSubscribedTo() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.moved(5));

    hub.publish(site.moved(5));

    Delivery delivery = subscriber.nextDelivery();
    assertThat(delivery.text()).isEqualTo("first");
    assertThat(delivery.headers().getFirst("Link")).startsWith("<" + site.moved(5) + ">");
  }

  @Test
  void publish_doesNotFollow_theSixthRedirect() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.moved(6));
    hub.subscribeAndAwait(2, subscriber, site.topic());

    hub.publish(site.moved(6));
    hub.publish(site.topic());

    subscriber.nextDelivery();
    assertThat(site.fetches()).isEqualTo(1);
  }

  @Test
  void publish_reachesASubscriber_whoseConfirmationTheHubHasNotReadYet() throws Exception {
    subscriber.answerVerifications(
        200,
        challenge -> {
          hub.startPublishing(site.topic()).join();
          return challenge;
        });

    hub.subscribe(subscriber, site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
  }

  @Test
  void publish_reachesASubscriberThatConfirms_afterTheOthersHaveTheContent() throws Exception {
    try (FakeSubscriber other = new FakeSubscriber()) {
      hub.subscribeAndAwait(1, other, site.topic());
      subscriber.answerVerifications(
          200,
          challenge -> {
            hub.startPublishing(site.topic()).join();
            await().until(() -> other.deliveriesLeft() == 1);
            return challenge;
          });

      hub.subscribe(subscriber, site.topic());

      assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
      assertThat(other.deliveriesLeft()).isEqualTo(1);
    }
  }

  @Test
  void publish_acceptsSeveralTopics_underBothNames() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    hub.subscribeAndAwait(2, subscriber, site.moved(1));

    hub.post(
        "hub.mode=publish",
        "hub.url=" + site.topic(),
        "hub.topic=" + site.topic(),
        "hub.topic=" + site.moved(1));

    subscriber.nextDelivery();
    subscriber.nextDelivery();
    assertThat(site.fetches()).isEqualTo(2);
  }

  @Test
  void publish_processesEachTopicOnce_whenAPingRepeatsThem() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    hub.subscribeAndAwait(2, subscriber, site.moved(1));
    hub.subscribeAndAwait(3, subscriber, site.moved(2));

    hub.post(
        "hub.mode=publish",
        "hub.url=" + site.topic(),
        "hub.url=" + site.moved(1),
        "hub.url=" + site.moved(2),
        "hub.url=" + site.topic());

    assertThat(List.of(nextTopic(), nextTopic(), nextTopic()))
        .containsExactlyInAnyOrder(
            site.topic().toString(), site.moved(1).toString(), site.moved(2).toString());
    assertThat(site.fetches()).isEqualTo(3);
  }

  @Test
  void publish_isRefusedEntirely_andNamesTheTopic_whenOneTopicIsInvalid() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());

    HttpResponse<String> response =
        hub.post("hub.mode=publish", "hub.url=" + site.topic(), "hub.url=ftp://a.example/feed");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("hub.url: ").contains("\"ftp://a.example/feed\"");
    hub.publish(site.topic());
    subscriber.nextDelivery();
    assertThat(site.fetches()).isEqualTo(1);
  }

  @Test
  void lease_ends() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.lease_seconds=60");

    now.set(START.plusSeconds(59));
    hub.awaitSubscriptions(1);
    now.set(START.plusSeconds(60));
    hub.awaitSubscriptions(0);

    hub.publish(site.topic());
    assertThat(site.fetches()).isZero();
  }

  @Test
  void lease_isTheNewOne_whenTheSubscriptionIsRenewed() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic(), "hub.lease_seconds=60");
    now.set(START.plusSeconds(30));
    hub.subscribe(subscriber, site.topic(), "hub.lease_seconds=60");
    subscriber.nextQuestion();

    hub.publish(site.topic());
    subscriber.nextDelivery();
    now.set(START.plusSeconds(89));

    hub.awaitSubscriptions(1);
  }

  /** Waits for the next delivery, and returns the topic that it names. */
  private String nextTopic() throws InterruptedException {
    String link = subscriber.nextDelivery().headers().getFirst("Link");
    return link.substring(1, link.indexOf('>'));
  }

  private static int answerAfter(CountDownLatch end) {
    try {
      end.await();
      return 204;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 500;
    }
  }
}
