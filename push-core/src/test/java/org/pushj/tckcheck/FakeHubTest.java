package org.pushj.tckcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

class FakeHubTest {
  private static final Duration SOON = TestCallback.SOON;

  private final FakeHub hub = FakeHub.start();
  private final TestCallback callback = new TestCallback();

  @AfterEach
  void close() {
    hub.close();
    callback.close();
  }

  @Test
  void request_isRecorded_withAllItsParameters() throws Exception {
    callback.ask(hub.url("/hub?key=a%2Fb"), "subscribe", "hub.secret=s%20t", "x=1", "x=2");

    HubRequest request = hub.awaitRequest("subscribe", 1, SOON);

    assertThat(request.topic()).isEqualTo("http://topic.example/");
    assertThat(request.callback()).isEqualTo(callback.url().toString());
    assertThat(request.secret()).hasValue("s t");
    assertThat(request.leaseSeconds()).isEmpty();
    assertThat(request.values("x")).containsExactly("1", "2");
    assertThat(request.names())
        .containsExactly("hub.mode", "hub.topic", "hub.callback", "hub.secret", "x");
    assertThat(request.http().rawQuery()).hasValue("key=a%2Fb");
    assertThat(hub.requests("unsubscribe")).isEmpty();
  }

  @Test
  void awaitRequest_saysWhatCame_whenNothingElseComes() throws Exception {
    callback.ask(hub.url(), "subscribe");

    assertThatThrownBy(() -> hub.awaitRequest("subscribe", 2, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("subscribe request number 2")
        .hasMessageContaining("hub.mode=subscribe");
  }

  @ParameterizedTest
  @CsvSource({"subscribe,202,864000", "unsubscribe,202,"})
  void inline_verifiesBeforeItAnswers(String mode, int status, String lease) throws Exception {
    assertThat(callback.ask(hub.url(), mode).statusCode()).isEqualTo(status);

    Map<String, String> query = TestCallback.query(callback.requests().get(0));
    assertThat(query).containsEntry("hub.mode", mode);
    assertThat(query).containsEntry("hub.topic", "http%3A%2F%2Ftopic.example%2F");
    assertThat(query.get("hub.lease_seconds")).isEqualTo(lease);
    assertThat(hub.replies()).hasSize(1).allMatch(CallbackReply::isConfirmed);
  }

  @Test
  void inline_answers400_whenTheCallbackDoesNotEcho() throws Exception {
    callback.answer(FakeResponse.of(200).body("text/plain", "something else"));

    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(400);
    assertThat(hub.replies()).hasSize(1).noneMatch(CallbackReply::isConfirmed);
  }

  @Test
  void synchronous_answers204_or409() throws Exception {
    hub.behaviour(HubBehaviour.synchronous());

    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(204);
    callback.close();
    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(409);
  }

  @Test
  void trusting_answers401_whenNoPasswordIsShown() throws Exception {
    hub.behaviour(HubBehaviour.trusting("user", "pass"));

    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(401);
    assertThat(callback.requests()).isEmpty();
  }

  @Test
  void refusingLeases_treatsOnlyRequestsWithoutOne() throws Exception {
    hub.behaviour(HubBehaviour.inline().refusingLeases(422));

    assertThat(callback.ask(hub.url(), "subscribe", "hub.lease_seconds=1").statusCode())
        .isEqualTo(422);
    assertThat(callback.requests()).isEmpty();
    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(202);
  }

  @Test
  void later_verifiesAfterItsAnswer() throws Exception {
    hub.behaviour(HubBehaviour.later());

    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(202);

    HubRequest request = hub.requests().get(0);
    assertThat(hub.awaitReply(request, 1, SOON).isConfirmed()).isTrue();
  }

  @Test
  void awaitReply_tellsOfCallsThatFailed_whenNoReplyComes() throws Exception {
    hub.behaviour(HubBehaviour.later());
    callback.ask(hub.url(), "subscribe");
    HubRequest answered = hub.requests().get(0);
    hub.awaitReply(answered, 1, SOON);
    callback.close();
    assertThatThrownBy(() -> hub.verify(answered)).isInstanceOf(UncheckedIOException.class);

    assertThatThrownBy(() -> hub.awaitReply(answered, 2, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("number 2")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .hasSize(1)
                    .hasOnlyElementsOfType(UncheckedIOException.class));
  }

  @Test
  void verifyTwice_verifiesTwice_withAnotherChallenge() throws Exception {
    hub.behaviour(HubBehaviour.verifyTwice());
    callback.ask(hub.url(), "subscribe");

    assertThat(hub.awaitReply(hub.requests().get(0), 2, SOON).isConfirmed()).isTrue();
    assertThat(TestCallback.query(callback.requests().get(0)).get("hub.challenge"))
        .isNotEqualTo(TestCallback.query(callback.requests().get(1)).get("hub.challenge"));
  }

  @Test
  void hold_doesNothing_untilTheTestVerifies() throws Exception {
    hub.behaviour(HubBehaviour.hold());

    assertThat(callback.ask(hub.url(), "subscribe", "hub.lease_seconds=77").statusCode())
        .isEqualTo(202);
    assertThat(callback.requests()).isEmpty();
    assertThat(hub.verify(hub.requests().get(0)).isConfirmed()).isTrue();
    assertThat(TestCallback.query(callback.requests().get(0)))
        .containsEntry("hub.lease_seconds", "77");
  }

  @ParameterizedTest
  @CsvSource({"no%20%26%20never,no & never", ","})
  void deny_tellsTheReason_ifThereIsOne(String encoded, String reason) throws Exception {
    hub.behaviour(HubBehaviour.deny(reason));

    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(202);

    Map<String, String> query = TestCallback.query(callback.await(1));
    assertThat(query).containsEntry("hub.mode", "denied").doesNotContainKey("hub.challenge");
    assertThat(query.get("hub.reason")).isEqualTo(encoded);
  }

  @Test
  void answer_isSentToEveryMode_asScripted() throws Exception {
    hub.behaviour(
        HubBehaviour.answer(
            FakeResponse.of(503).header("Retry-After", "120").body("text/plain", "later")));

    for (String mode : new String[] {"subscribe", "unsubscribe", "publish"}) {
      HttpResponse<String> response = callback.ask(hub.url(), mode);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("120");
      assertThat(response.body()).isEqualTo("later");
    }
    hub.behaviour(HubBehaviour.redirect(308, "elsewhere"));
    assertThat(callback.ask(hub.url(), "publish").headers().firstValue("Location"))
        .hasValue("elsewhere");
    hub.behaviour(HubBehaviour.inline());
    assertThat(callback.ask(hub.url(), "publish").statusCode()).isEqualTo(204);
  }

  @Test
  void silenceAndDribble_lastUntilTheHubIsClosed() {
    hub.behaviour(HubBehaviour.dribble());
    CompletableFuture<HttpResponse<String>> dribbled = send("subscribe");
    hub.awaitRequest("subscribe", 1, SOON);
    hub.behaviour(HubBehaviour.silence());
    CompletableFuture<HttpResponse<String>> silent = send("unsubscribe");
    hub.awaitRequest("unsubscribe", 1, SOON);

    assertThat(dribbled).isNotDone();
    assertThat(silent).isNotDone();
    hub.close();
    assertThat(dribbled).failsWithin(SOON);
    assertThat(silent).failsWithin(SOON);
  }

  @Test
  void insistingOnVerify_refuses_withoutSyncOrAsync() throws Exception {
    hub.behaviour(HubBehaviour.synchronous().insistingOnVerify());

    assertThat(callback.ask(hub.url(), "subscribe").statusCode()).isEqualTo(400);
    assertThat(callback.ask(hub.url(), "subscribe", "hub.verify=x").statusCode()).isEqualTo(400);
    assertThat(
            callback
                .ask(hub.url(), "subscribe", "hub.verify=sync", "hub.verify_token=a%20b")
                .statusCode())
        .isEqualTo(204);
    assertThat(TestCallback.query(callback.requests().get(0)))
        .containsEntry("hub.verify_token", "a%20b");
  }

  @Test
  void grant_replacesTheLease_whateverIsAskedFor() throws Exception {
    hub.grant(Duration.ofHours(1));
    callback.ask(hub.url(), "subscribe", "hub.lease_seconds=77");
    hub.grantText("-1e9");
    callback.ask(hub.url(), "subscribe");
    hub.grantText(null);
    callback.ask(hub.url(), "subscribe");

    assertThat(callback.requests())
        .extracting(request -> TestCallback.query(request).get("hub.lease_seconds"))
        .containsExactly("3600", "-1e9", null);
  }

  private CompletableFuture<HttpResponse<String>> send(String mode) {
    return callback.client().sendAsync(callback.request(hub.url(), mode), BodyHandlers.ofString());
  }
}
