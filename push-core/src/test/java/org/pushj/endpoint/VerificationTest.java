package org.pushj.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.settings.CallbackSettings;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

class VerificationTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @ParameterizedTest(name = "VER-1: {0}")
  @ValueSource(strings = {"a", "007", "aZ09+-./=_"})
  void challenge_comesBackByteForByte(String challenge) {
    Held held = world.held();
    CallbackReply reply = world.hub.verification(held.request()).challenge(challenge).send();
    assertThat(reply.isConfirmed()).isTrue();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/octet-stream");
    assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  @DisplayName("VER-11: a challenge has at most 1,024 characters")
  void challenge_isTaken_upToItsLimit() {
    Held held = world.held();
    CallbackReply longer =
        world.hub.verification(held.request()).challenge("c".repeat(1025)).send();
    assertThat(longer.status()).isEqualTo(400);
    assertThat(longer.text()).contains("hub.challenge", "1024", "1025");
    CallbackReply longest =
        world.hub.verification(held.request()).challenge("c".repeat(1024)).send();
    assertThat(longest.isConfirmed()).isTrue();
  }

  @ParameterizedTest(name = "VER-11: {0}")
  @ValueSource(strings = {"a b", "a&b", "<script>", "\u6f22", "a\u0000", "a%", "~", "'"})
  void challenge_isRefused_whenItIsNoneOfTheSpecification(String challenge) {
    Held held = world.held();
    CallbackReply reply = world.hub.verification(held.request()).challenge(challenge).send();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).startsWith("hub.challenge must have");
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
  }

  @Test
  @DisplayName("VER-11: challenges of old hubs are taken where a setting says so, but no markup")
  void challenge_mayBeThatOfAnOldHub() {
    try (World old =
        new World(
            settings ->
                settings.callbacks(CallbackSettings.builder().takeOldChallenges(true).build()))) {
      Held held = old.held();
      for (String refused : List.of("<b>", "\u00fc", "a\tb", "c".repeat(1025))) {
        assertThat(old.hub.verification(held.request()).challenge(refused).send().status())
            .isEqualTo(400);
      }
      assertThat(old.hub.verification(held.request()).challenge("a b&{c}~").send().isConfirmed())
          .isTrue();
    }
  }

  @Test
  @DisplayName("VER-2: another topic is 404, and the right verification still works")
  void verification_isRefused_whenTheTopicIsAnother() {
    Held held = world.held();
    String topic = held.request().topic();
    for (String other :
        List.of(
            topic + "?", topic.substring(0, topic.length() - 1), "http://other.example/", " ")) {
      CallbackReply reply =
          world.hub.verification(held.request()).topic(other).challenge("c-1").send();
      assertThat(reply.status()).as(other).isEqualTo(404);
      assertThat(reply.text()).doesNotContain("c-1");
    }
    assertThat(world.now(held.subscription())).isEqualTo(held.subscription());
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
    assertThat(world.now(held.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  @DisplayName("VER-2: callback and topic must belong to the same request")
  void verification_isRefused_atTheCallbackOfAnotherSubscription() {
    Held one = world.held();
    world.site.advertise("/other", world.hub.url());
    HubRequest two = world.held(SubscriptionRequest.of(world.site.url("/other"))).request();
    assertThat(world.hub.verification(two).topic(one.request().topic()).send().status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("VER-2: an unsubscribe that nobody asked for is 404")
  void verification_isRefused_whenNobodyWantsToUnsubscribe() {
    Held active = world.active();
    CallbackReply reply = world.hub.verification(active.request()).mode("unsubscribe").send();
    assertThat(reply.status()).isEqualTo(404);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
  }

  @Test
  @DisplayName("VER-3: a hub may verify before it answers, or much later")
  void verification_mayComeBeforeTheAnswerOrMuchLater() {
    assertThat(world.active().subscription().state()).isEqualTo(SubscriptionState.ACTIVE);
    world.listener.awaitEvent(Kind.VERIFIED, World.SOON);
    world.site.advertise("/other", world.hub.url());
    Held held = world.held(SubscriptionRequest.of(world.site.url("/other")));
    assertThat(held.subscription().state()).isEqualTo(SubscriptionState.PENDING);
    assertThat(held.subscription().lease()).isNull();
    world.clock.advance(Duration.ofDays(2));
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
  }

  @Test
  @DisplayName("VER-4: the lease of the hub counts, from the moment of the verification")
  void lease_isTheOneOfTheHub_fromTheVerificationOn() {
    Held held = world.held();
    world.clock.advance(Duration.ofHours(5));
    world.hub.verification(held.request()).lease("12345").send();
    assertThat(world.now(held.subscription()).lease().endsAt())
        .isEqualTo(world.clock.instant().plusSeconds(12345));
  }

  @Test
  @DisplayName("VER-5: any order, any encoding, unknown parameters")
  void verification_isUnderstood_howeverItIsWritten() {
    Held held = world.held();
    StringBuilder encoded = new StringBuilder();
    for (byte octet : held.request().topic().getBytes(UTF_8)) {
      encoded.append(String.format("%%%02x", octet));
    }
    String query =
        "hub.lease_seconds=77&x=%00&hub.foo=&mode=unsubscribe&hub.challenge=c%2b1&hub.topic="
            + encoded
            + "&hub.mode=subscribe";
    CallbackReply reply =
        world.hub.verification(held.request()).challenge("c+1").rawQuery(query).send();
    assertThat(reply.isConfirmed()).isTrue();
  }

  @ParameterizedTest(name = "VER-6: without {0}")
  @ValueSource(strings = {"hub.mode", "hub.topic", "hub.challenge"})
  void verification_isRefused_whenAParameterIsMissing(String name) {
    Held held = world.held();
    CallbackReply reply = world.hub.verification(held.request()).without(name).send();
    assertThat(reply.status()).isEqualTo(400);
    assertThat(world.now(held.subscription())).isEqualTo(held.subscription());
  }

  @ParameterizedTest(name = "VER-6: hub.mode={0}")
  @ValueSource(strings = {"", "modemode", "publish", "SUBSCRIBE", "hub-error"})
  void verification_isRefused_whenTheModeIsUnknown(String mode) {
    Held held = world.held();
    assertThat(world.hub.verification(held.request()).mode(mode).send().status())
        .isBetween(400, 404);
    assertThat(world.now(held.subscription())).isEqualTo(held.subscription());
  }

  @ParameterizedTest(name = "VER-7: hub.lease_seconds={0}")
  @NullSource
  @ValueSource(strings = {"yo", "", "-5", "0", "1e3", "0x10", "99999999999999999999"})
  void lease_isFinite_whateverTheHubGrants(String lease) {
    world.hub.grantText(lease);
    Held held = world.held();
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
    Subscription active = world.now(held.subscription());
    assertThat(active.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(Duration.between(world.clock.instant(), active.lease().endsAt()))
        .isBetween(Duration.ofDays(1), Duration.ofDays(3650));
  }

  @Test
  @DisplayName("VER-8: the lease of an unsubscribe verification is ignored")
  void unsubscribe_ignoresTheLease() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.unsubscribe(active.subscription().id());
    HubRequest request = world.hub.awaitRequest("unsubscribe", 1, World.SOON);
    assertThat(world.hub.verification(request).lease("yo").send().isConfirmed()).isTrue();
  }

  @Test
  @DisplayName("VER-9: a hub may verify twice")
  void verification_isConfirmedTwice() {
    world.hub.behaviour(HubBehaviour.verifyTwice());
    world.subscriber.subscribe(world.feed());
    HubRequest request = world.hub.awaitRequest("subscribe", 1, World.SOON);
    assertThat(world.hub.awaitReply(request, 1, World.SOON).isConfirmed()).isTrue();
    assertThat(world.hub.awaitReply(request, 2, World.SOON).isConfirmed()).isTrue();
  }

  @Test
  @DisplayName("VER-10: callbacks that do not exist are 404 for GET and POST")
  void unknownCallbacks_are404() {
    Held held = world.held();
    String base = world.callbacks.base().toString();
    for (String path : List.of("", "short", "x".repeat(32), "x".repeat(500), "a/b", "%2e%2e")) {
      CallbackRequest get =
          new CallbackRequest("GET", path, "hub.mode=subscribe", emptyHeaders(), -1);
      CallbackRequest post = new CallbackRequest("POST", path, null, emptyHeaders(), 3);
      assertThat(answer(get)).as(base + path).isEqualTo(404);
      assertThat(answer(post)).as(base + path).isEqualTo(404);
    }
    assertThat(world.hub.verify(held.request()).isConfirmed()).isTrue();
  }

  @Test
  void otherMethods_areRefused() {
    for (String method : List.of("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "post")) {
      CallbackRequest request =
          new CallbackRequest(method, "x".repeat(32), null, emptyHeaders(), -1);
      CallbackResponse response = World.answer(world.subscriber.callbackHandler().open(request));
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.headers()).containsEntry("Allow", "GET, POST");
    }
  }

  @Test
  void verifications_thatRace_areAllDecided() throws Exception {
    Held held = world.held();
    int racers = 8;
    CyclicBarrier start = new CyclicBarrier(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try {
      List<Future<CallbackReply>> replies =
          IntStream.range(0, racers)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return world
                                .hub
                                .verification(held.request())
                                .lease("" + 1000 * (i + 1))
                                .send();
                          }))
              .toList();
      for (Future<CallbackReply> reply : replies) {
        assertThat(reply.get().isConfirmed()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    Subscription decided = world.now(held.subscription());
    assertThat(decided.lease())
        .isEqualTo(Lease.of(world.clock.instant(), Duration.ofSeconds(1000)));
    assertThat(decided.version()).isBetween(1L, (long) racers);
  }

  @Test
  void verification_isConfirmed_whenTheHubDoesNotEncodeTheTopic() {
    URI topic = world.site.url("/feed?a=1+1&b=%2F");
    Held held = world.held(SubscriptionRequest.of(topic).withHub(world.hub.url()));
    String query =
        "hub.mode=subscribe&hub.topic=" + topic + "&hub.challenge=c1&hub.lease_seconds=60";
    assertThat(
            world
                .hub
                .verification(held.request())
                .challenge("c1")
                .rawQuery(query)
                .send()
                .isConfirmed())
        .isTrue();
  }

  private int answer(CallbackRequest request) {
    return World.answer(world.subscriber.callbackHandler().open(request)).status();
  }

  private static HttpHeaders emptyHeaders() {
    return HttpHeaders.of(Map.of(), (name, value) -> true);
  }
}
