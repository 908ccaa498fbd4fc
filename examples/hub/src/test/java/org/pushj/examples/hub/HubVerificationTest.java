package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.spi.UrlPolicy;

/** Verification of intent and denial (W3C WebSub sections 5.2 and 5.3). */
class HubVerificationTest {
  private final FakeTopicSite site = new FakeTopicSite();
  private final FakeSubscriber subscriber = new FakeSubscriber();
  private final HubDriver hub = HubDriver.start();

  @AfterEach
  void close() {
    hub.close();
    subscriber.close();
    site.close();
  }

  @Test
  void subscribe_verifiesAtTheCallback_andKeepsItsQuery() throws Exception {
    hub.subscribe(subscriber, site.topic());

    Map<String, String> question = subscriber.nextQuestion();
    assertThat(question)
        .containsEntry("own", "a&b")
        .containsEntry("hub.mode", "subscribe")
        .containsEntry("hub.topic", site.topic().toString())
        .containsEntry("hub.lease_seconds", "864000");
    assertThat(question.get("hub.challenge")).hasSize(43);
  }

  @Test
  void subscribe_sendsANewChallenge_eachTime() throws Exception {
    hub.subscribe(subscriber, site.topic());
    hub.subscribe(subscriber, site.topic());

    assertThat(subscriber.nextQuestion().get("hub.challenge"))
        .isNotEqualTo(subscriber.nextQuestion().get("hub.challenge"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3600, 3600", "2592000, 2592000", "2592001, 2592000", "2147483647, 2592000"})
  void subscribe_grantsTheLease_upTo30Days(String asked, String granted) throws Exception {
    hub.subscribe(subscriber, site.topic(), "hub.lease_seconds=" + asked);

    assertThat(subscriber.nextQuestion()).containsEntry("hub.lease_seconds", granted);
  }

  @Test
  void subscribe_takesEffect_whenTheChallengeIsEchoed() throws Exception {
    hub.subscribe(subscriber, site.topic());

    hub.awaitSubscriptions(1);
  }

  @Test
  void subscribe_takesEffectOnce_whenItIsRepeated() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    hub.subscribeAndAwait(1, subscriber, site.topic());

    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
    assertThat(hub.get("/").body()).contains("Subscriptions: <strong>1<");
  }

  @ParameterizedTest
  @CsvSource({"200, x%s", "200, %sx", "200, ''", "404, %s", "302, %s", "500, %s"})
  void subscribe_hasNoEffect_whenTheChallengeIsNotEchoed(int status, String body) throws Exception {
    try (FakeSubscriber confirming = new FakeSubscriber()) {
      subscriber.answerVerifications(status, challenge -> body.formatted(challenge));
      hub.subscribe(subscriber, site.topic());
      subscriber.nextQuestion();
      hub.subscribeAndAwait(1, confirming, site.topic());

      hub.publish(site.topic());

      confirming.nextDelivery();
      assertThat(subscriber.deliveriesLeft()).isZero();
    }
  }

  @Test
  void subscribe_keepsTheSubscription_whenItsRenewalIsNotConfirmed() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    subscriber.answerVerifications(404, UnaryOperator.identity());
    hub.subscribe(subscriber, site.topic(), "hub.secret=another");
    subscriber.nextQuestion();

    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().headers()).doesNotContainKey("X-hub-signature");
  }

  @Test
  void unsubscribe_takesEffect_whenTheChallengeIsEchoed() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());

    hub.unsubscribe(subscriber, site.topic());

    assertThat(subscriber.nextQuestion())
        .containsEntry("hub.mode", "unsubscribe")
        .doesNotContainKey("hub.lease_seconds");
    hub.awaitSubscriptions(0);
  }

  @Test
  void unsubscribe_hasNoEffect_whenTheChallengeIsNotEchoed() throws Exception {
    hub.subscribeAndAwait(1, subscriber, site.topic());
    subscriber.answerVerifications(404, UnaryOperator.identity());
    hub.unsubscribe(subscriber, site.topic());
    subscriber.nextQuestion();

    hub.publish(site.topic());

    assertThat(subscriber.nextDelivery().text()).isEqualTo("first");
  }

  @Test
  void subscribe_isDenied_whenTheTopicMayNotBeContacted() throws Exception {
    UrlPolicy notTheTopic =
        url -> url.getPath().equals("/feed") ? Optional.of("not this one") : Optional.empty();
    try (HubDriver strict = HubDriver.start(notTheTopic)) {
      URI topic = site.topic();

      strict.subscribe(subscriber, topic);

      assertThat(subscriber.nextQuestion())
          .containsEntry("hub.mode", "denied")
          .containsEntry("hub.topic", topic.toString())
          .containsEntry("hub.reason", "not this one")
          .doesNotContainKey("hub.challenge");
      strict.awaitSubscriptions(0);
    }
  }
}
