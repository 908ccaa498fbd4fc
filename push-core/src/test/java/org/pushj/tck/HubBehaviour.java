package org.pushj.tck;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FakeHub} treats the requests it is sent. The ready ones verify requests to subscribe
 * and to unsubscribe, each in its way, and answer a publish request with 204. A test may write its
 * own.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HubBehaviour {

  /**
   * Treats one request. Called by several threads at a time, while the client waits for the answer.
   *
   * @return what the client is answered
   */
  FakeResponse treat(FakeHub hub, HubRequest request);

  /** Verifies during the request, then answers 202; 400 if the callback did not confirm. */
  static HubBehaviour inline() {
    return verifying(202, 400);
  }

  /** As PubSubHubbub 0.3 section 6.2: verifies during the request, then answers 204 or else 409. */
  static HubBehaviour synchronous() {
    return verifying(204, 409);
  }

  /**
   * Answers 204 without a look at the callback to who shows a password (HTTP Basic), and 401 to
   * others.
   */
  static HubBehaviour trusting(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String basic = "Basic " + Base64.getEncoder().encodeToString(both);
    return (hub, request) ->
        FakeResponse.of(
            request.http().header("Authorization").filter(basic::equals).isPresent() ? 204 : 401);
  }

  /** Answers 202, and verifies once that is sent. {@link FakeHub#awaitReply} waits for it. */
  static HubBehaviour later() {
    return accepting((hub, request) -> hub.verify(request));
  }

  /** Answers 202, and verifies twice, one after the other, once that is sent. */
  static HubBehaviour verifyTwice() {
    return accepting(
        (hub, request) -> {
          hub.verify(request);
          hub.verify(request);
        });
  }

  /** Answers 202 and does no more: the test calls {@link FakeHub#verify} itself. */
  static HubBehaviour hold() {
    return accepting((hub, request) -> {});
  }

  /**
   * Answers 202, and denies once that is sent (W3C WebSub section 5.2).
   *
   * @param reason the {@code hub.reason}; null to give none
   */
  static HubBehaviour deny(@Nullable String reason) {
    return accepting((hub, request) -> hub.deny(request, reason));
  }

  /** Answers every request, publish too, with the same response: a refusal, a redirect, silence. */
  static HubBehaviour answer(FakeResponse response) {
    return (hub, request) -> response;
  }

  /** Refuses every request, publish too, with a status and a text as its reason. */
  static HubBehaviour refuse(int status, String reason) {
    return answer(FakeResponse.of(status).body("text/plain; charset=utf-8", reason));
  }

  /**
   * Redirects every request, publish too.
   *
   * @param status the status, as 307
   * @param location the value of the {@code Location} header, to the letter; may be relative
   */
  static HubBehaviour redirect(int status, String location) {
    return answer(FakeResponse.of(status).header("Location", location));
  }

  /** Takes every request and never answers, until the hub is closed. */
  static HubBehaviour silence() {
    return answer(FakeResponse.silence());
  }

  /** Answers every request with 202 and a body that comes byte by byte until the hub is closed. */
  static HubBehaviour dribble() {
    return answer(FakeResponse.of(202).dribbled());
  }

  /**
   * Returns this behaviour for a hub of PubSubHubbub 0.3, which insists on a {@code hub.verify} of
   * sync or async and answers 400 without.
   */
  default HubBehaviour insistingOnVerify() {
    return (hub, request) -> {
      boolean told = request.values("hub.verify").stream().anyMatch(HubBehaviour::isVerifyMode);
      return request.isVerified() && !told
          ? FakeResponse.of(400).body("text/plain", "hub.verify: sync or async is required")
          : treat(hub, request);
    };
  }

  /**
   * Returns this behaviour for a hub that grants leases of its own only: who asks for one is
   * refused with this status.
   */
  default HubBehaviour refusingLeases(int status) {
    return (hub, request) ->
        request.leaseSeconds().isPresent()
            ? FakeResponse.of(status).body("text/plain", "no such lease is granted here")
            : treat(hub, request);
  }

  /**
   * Returns this behaviour for a hub that refuses a whole publish request with this status if it
   * does not know one of its topics.
   *
   * @param topics tells by its URL whether a topic is refused
   */
  default HubBehaviour refusingTopics(int status, Predicate<String> topics) {
    return (hub, request) ->
        request.values("hub.url").stream().anyMatch(topics)
            ? FakeResponse.of(status).body("text/plain", "one of the topics is not known here")
            : treat(hub, request);
  }

  private static boolean isVerifyMode(String value) {
    return value.equals("sync") || value.equals("async");
  }

  private static HubBehaviour verifying(int confirmed, int notConfirmed) {
    return (hub, request) -> {
      if (!request.isVerified()) {
        return FakeResponse.of(204);
      }
      return FakeResponse.of(isConfirmed(hub, request) ? confirmed : notConfirmed);
    };
  }

  private static boolean isConfirmed(FakeHub hub, HubRequest request) {
    try {
      return hub.verify(request).isConfirmed();
    } catch (UncheckedIOException unanswered) {
      return false;
    }
  }

  private static HubBehaviour accepting(BiConsumer<FakeHub, HubRequest> afterwards) {
    return (hub, request) ->
        request.isVerified()
            ? FakeResponse.of(202).then(() -> afterwards.accept(hub, request))
            : FakeResponse.of(204);
  }
}
