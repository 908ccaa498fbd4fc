package org.pushj.examples.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubFaultTest {
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
  void wrongSignature_isNotThatOfTheContent() throws Exception {
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
  void parse_namesWhatIsPossible_whenANameIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubSettings.fromEnvironment(Map.of("PUSH_FAULTS", "verify-twice,x")))
        .withMessage(
            "PUSH_FAULTS: refuse-subscribe,verify-twice,wrong-signature are possible, not \"x\"");
  }

  private static HubDriver start(String names) {
    Set<HubFault> faults = HubFault.parse("PUSH_FAULTS", names);
    return HubDriver.start(HubDriver.settings().withFaults(faults));
  }
}
