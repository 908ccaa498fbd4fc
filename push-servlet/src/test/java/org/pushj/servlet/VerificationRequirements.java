package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.servlet.Endpoint.Held;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/** Verification of intent (W3C WebSub section 5.3). */
interface VerificationRequirements {

  Endpoint endpoint();

  @ParameterizedTest(name = "VER-1: challenge {0}")
  @MethodSource("challenges")
  default void challenge_isEchoedByteForByte(String challenge) {
    Held held = endpoint().pending();
    CallbackReply reply =
        endpoint().hub.verification(held.request()).challenge(challenge).lease("600").send();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(challenge.getBytes(UTF_8));
    assertThat(reply.header("Content-Type").orElseThrow()).startsWith("application/octet-stream");
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(endpoint().reader.state(held.id())).isEqualTo("ACTIVE");
  }

  static List<String> challenges() {
    return List.of("plain", "aZ09+-./=_", "x".repeat(1024));
  }

  @ParameterizedTest(name = "VER-11: challenge {0}")
  @MethodSource("unfitChallenges")
  default void challenge_isRefused_whenItIsNotFitToBeEchoed(String challenge) {
    Held held = endpoint().pending();
    assertThat(endpoint().hub.verification(held.request()).challenge(challenge).send().status())
        .isIn(400, 414, 431);
    assertThat(endpoint().reader.state(held.id())).isEqualTo("PENDING");
    assertThat(endpoint().hub.verify(held.request()).isConfirmed()).isTrue();
  }

  static List<String> unfitChallenges() {
    return List.of(
        "<script>alert(1)</script>",
        "a b+c%20&=;",
        "\u00e9\u4e16\ud83d\ude00",
        "x".repeat(1025),
        "x".repeat(4000));
  }

  @ParameterizedTest(name = "VER-2: {0}")
  @ValueSource(strings = {"topic", "mode", "callback"})
  default void verification_changesNothing_whenItsPartsDoNotBelongTogether(String wrong) {
    Held held = endpoint().pending();
    Held other = endpoint().pending();
    CallbackReply reply =
        switch (wrong) {
          case "topic" ->
              endpoint()
                  .hub
                  .verification(held.request())
                  .topic(held.request().topic() + "?")
                  .send();
          case "mode" -> endpoint().hub.verification(held.request()).mode("unsubscribe").send();
          default ->
              endpoint().hub.verification(other.request()).topic(held.request().topic()).send();
        };
    assertThat(reply.status()).isEqualTo(404);
    assertThat(endpoint().reader.state(held.id())).isEqualTo("PENDING");
    assertThat(endpoint().hub.verify(held.request()).isConfirmed()).isTrue();
    assertThat(endpoint().reader.state(held.id())).isEqualTo("ACTIVE");
  }

  @Test
  @DisplayName("VER-3: a hub verifies before it answers the request")
  default void subscription_isActive_whenItsHubVerifiesAtOnce() {
    assertThat(endpoint().reader.state(endpoint().active().id())).isEqualTo("ACTIVE");
  }

  @Test
  @DisplayName("VER-3, VER-4: pending without a lease until the hub verifies; its lease counts")
  default void lease_isTheHubs_fromTheMomentOfItsVerification() {
    Held held = endpoint().pending();
    assertThat(endpoint().reader.state(held.id())).isEqualTo("PENDING");
    assertThat(endpoint().reader.leaseEnd(held.id())).isEmpty();
    endpoint().hub.verification(held.request()).lease("1234").send();
    assertThat(endpoint().reader.leaseEnd(held.id()).orElseThrow())
        .isCloseTo(Instant.now().plusSeconds(1234), within(10, ChronoUnit.SECONDS));
  }

  @ParameterizedTest(name = "VER-5: {0}")
  @ValueSource(
      strings = {
        "hub.challenge=ok&x=%&hub.lease_seconds=600&hub.topic=TOPIC&hub.mode=subscribe&y",
        "%68ub.mode=%73ubscribe&hub.topic=TOPIC&hub.challenge=%6f%6B&hub.lease_seconds=%36%30%30",
        "hub.mode=subscribe&hub.challenge=ok&hub.topic=TOPIC"
      })
  default void query_isUnderstood_howeverItIsWritten(String query) throws IOException {
    Held held = endpoint().pending();
    String topic = URLEncoder.encode(held.request().topic(), UTF_8);
    Answer answer = endpoint().send("GET", held.path() + "?" + query.replace("TOPIC", topic));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok");
    assertThat(endpoint().reader.state(held.id())).isEqualTo("ACTIVE");
  }

  @ParameterizedTest(name = "VER-6: without {0}")
  @ValueSource(strings = {"hub.mode", "hub.topic", "hub.challenge"})
  default void verification_isRefused_whenAPartIsMissing(String missing) {
    Held held = endpoint().pending();
    CallbackReply reply = endpoint().hub.verification(held.request()).without(missing).send();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(endpoint().reader.state(held.id())).isEqualTo("PENDING");
  }

  @Test
  @DisplayName("VER-6: an unknown mode")
  default void verification_isRefused_whenItsModeIsUnknown() {
    Held held = endpoint().pending();
    CallbackReply reply = endpoint().hub.verification(held.request()).mode("Subscribe").send();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(endpoint().reader.state(held.id())).isEqualTo("PENDING");
  }

  @ParameterizedTest(name = "VER-7: lease {0}")
  @ValueSource(strings = {"", "0", "-1", "abc", "1e9", "99999999999999999999999"})
  default void lease_isFinite_whateverTheHubSays(String lease) {
    Held held = endpoint().pending();
    CallbackReply reply = endpoint().hub.verification(held.request()).lease(lease).send();
    assertThat(reply.isConfirmed()).as("%s", reply).isTrue();
    assertThat(endpoint().reader.leaseEnd(held.id()).orElseThrow())
        .isBetween(Instant.now(), Instant.now().plus(3651, ChronoUnit.DAYS));
  }

  @Test
  @DisplayName("VER-8: the lease of an unsubscribe verification is ignored")
  default void subscription_isGone_whateverTheLeaseOfItsEndSays() {
    Held held = endpoint().active();
    endpoint().hub.behaviour(HubBehaviour.hold());
    int before = endpoint().hub.requests("unsubscribe").size();
    endpoint().reader.unsubscribe(held.id());
    HubRequest request = endpoint().hub.requests("unsubscribe").get(before);
    assertThat(endpoint().hub.verification(request).lease("-1").send().isConfirmed()).isTrue();
    assertThat(endpoint().reader.state(held.id())).isEmpty();
  }

  @ParameterizedTest(name = "VER-10: {0}")
  @ValueSource(
      strings = {
        "",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/TOKEN",
        "TOKEN//",
        "TOKEN/x",
        "x/TOKEN",
        "TOKEN;v=1",
        "%2e",
        "TOKENx"
      })
  default void callback_isUnknown_whenItsPathIsNotAToken(String path) throws IOException {
    Held held = endpoint().active();
    String token = held.path().substring(held.path().lastIndexOf('/') + 1);
    String target = endpoint().base.getRawPath() + path.replace("TOKEN", token);
    // 400 is the container's own, for a path that it does not like.
    assertThat(endpoint().send("GET", target + "?hub.mode=subscribe").status()).isIn(404, 400);
    assertThat(endpoint().send("POST", target, "Content-Length: 0").status()).isIn(404, 400);
    assertThat(endpoint().reader.updates(held.id())).isEmpty();
  }
}
