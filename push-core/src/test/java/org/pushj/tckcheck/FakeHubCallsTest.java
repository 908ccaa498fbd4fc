package org.pushj.tckcheck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.SignatureAlgorithm;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordedRequest;

class FakeHubCallsTest {
  private static final Duration SOON = TestCallback.SOON;

  private final FakeHub hub = FakeHub.start();
  private final TestCallback callback = new TestCallback();

  @AfterEach
  void close() {
    hub.close();
    callback.close();
  }

  @Test
  void verification_sendsWhatTheTestWants() throws Exception {
    HubRequest request = heldRequest();

    CallbackReply reply =
        hub.verification(request)
            .mode("unsubscribe")
            .topic("é")
            .challenge("c")
            .lease("0")
            .parameter("x", "1&2")
            .send();
    CallbackReply bare = hub.verification(request).without("hub.challenge").send();
    CallbackReply raw = hub.verification(request).rawQuery("a=%2f&&b").challenge("c").send();

    assertThat(reply.isConfirmed()).isTrue();
    assertThat(bare.isConfirmed()).isFalse();
    assertThat(raw.isConfirmed()).isFalse();
    assertThat(TestCallback.query(callback.requests().get(0)))
        .containsOnly(
            Map.entry("key", "a%2Fb"),
            Map.entry("hub.mode", "unsubscribe"),
            Map.entry("hub.topic", "%C3%A9"),
            Map.entry("hub.challenge", "c"),
            Map.entry("hub.lease_seconds", "0"),
            Map.entry("x", "1%262"));
    assertThat(callback.requests().get(2).rawQuery()).hasValue("key=a%2Fb&a=%2f&&b");
  }

  @Test
  void verify_keepsTheQueryOfTheCallback() throws Exception {
    hub.verify(heldRequest());

    assertThat(TestCallback.query(callback.await(1))).containsEntry("key", "a%2Fb");
  }

  @ParameterizedTest
  @CsvSource({
    "SHA1,sha1=c667f4ff8ea00c3b3bdc8a4045b5a7ef527e7516",
    "SHA256,sha256=8cd8aeca06e9d8514f6a96aea10c9e118730892a3e3188eb869d1a29197bba7a",
    "SHA384,sha384=10a516c935d7876d270342967ef1d251e2c44fd7980fa4781636986e1caf1b3f"
        + "a78cb8c0773291adb72d0ae66060b13a",
    "SHA512,sha512=21a6ff90fb245e0fd9cb3d949399b69e4c838e5120c10e66b4da7bc6a7b6eaeb"
        + "839fd08a8a5b9ebcbf6ffa6eec70b1f733efe914f67fb9d0ac8a5aab6aa508da"
  })
  void delivery_signsWithEachAlgorithm(SignatureAlgorithm algorithm, String signature)
      throws Exception {
    HubRequest request = heldRequest();

    hub.delivery(request).content("content", "text/plain").signedWith(algorithm).send();

    assertThat(callback.await(1).header("X-Hub-Signature")).hasValue(signature);
  }

  @Test
  void deliver_sendsTheContent_withTypeLinksAndSignature() throws Exception {
    HubRequest request = heldRequest();
    callback.answer(FakeResponse.of(202).header("X-Own", "1").body("text/plain", "thanks"));
    byte[] content = {0, 1, -1};

    CallbackReply reply = hub.deliver(request, content, "image/png");

    RecordedRequest delivery = callback.await(1);
    assertThat(delivery.method()).isEqualTo("POST");
    assertThat(delivery.body()).isEqualTo(content);
    assertThat(delivery.header("Content-Type")).hasValue("image/png");
    assertThat(delivery.header("Content-Length")).hasValue("3");
    assertThat(delivery.header("X-Hub-Signature").orElse("")).startsWith("sha256=").hasSize(71);
    assertThat(delivery.headers().allValues("Link"))
        .containsExactly(
            "<http://topic.example/>; rel=\"self\"", "<" + hub.url() + ">; rel=\"hub\"");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.isSuccess()).isTrue();
    assertThat(reply.isConfirmed()).isFalse();
    assertThat(reply.header("X-Own")).hasValue("1");
    assertThat(reply.text()).isEqualTo("thanks");
    assertThat(reply.request()).isSameAs(request);
  }

  @Test
  void delivery_sendsWhatTheTestWants() throws Exception {
    HubRequest request = heldRequest();

    hub.delivery(request).content("a".getBytes(UTF_8)).unsigned().links().chunked().send();
    hub.delivery(request).signature("md5=00").links("<").header("X-More", "1").send();
    hub.delivery(request).secret("other").send();

    RecordedRequest bare = callback.await(1);
    assertThat(bare.headers().map()).doesNotContainKeys("Link", "X-Hub-Signature", "Content-Type");
    assertThat(bare.header("Transfer-Encoding")).hasValue("chunked");
    assertThat(bare.text()).isEqualTo("a");
    RecordedRequest literal = callback.await(2);
    assertThat(literal.header("X-Hub-Signature")).hasValue("md5=00");
    assertThat(literal.header("Link")).hasValue("<");
    assertThat(literal.header("X-More")).hasValue("1");
    assertThat(callback.await(3).header("X-Hub-Signature")).isPresent();
  }

  @Test
  void verify_throws_whenTheCallbackIsAway() throws Exception {
    HubRequest request = heldRequest();
    callback.close();

    assertThatThrownBy(() -> hub.verify(request))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("did not answer");
  }

  private HubRequest heldRequest() throws Exception {
    hub.behaviour(HubBehaviour.hold());
    callback.ask(hub.url(), "subscribe", "hub.secret=key");
    return hub.awaitRequest("subscribe", 1, SOON);
  }
}
