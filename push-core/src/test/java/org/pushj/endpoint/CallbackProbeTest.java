package org.pushj.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.platform.Platform;
import org.pushj.world.World;

/**
 * What the endpoint answers to a probe of the application itself, and to who pretends to send one.
 */
class CallbackProbeTest {
  private final World world = new World();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Subscription active = world.active().subscription();
  private final Registration known = World.registration(world.now(active));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void probe_isAnsweredWithAProof_andChangesNothing() throws Exception {
    CallbackProbe probe = probe(known, world.clock.instant());
    Subscription before = world.now(active);
    HttpResponse<String> answer = get(known, probe.query());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(probe.answer()).isNotEqualTo(probe.query());
    assertThat(world.now(active)).isEqualTo(before);
  }

  @Test
  void probe_isAnswered_whenThereIsNoSecret() throws Exception {
    URI feed = world.site.advertise("/unsigned", world.hub.url());
    Subscription unsigned = world.subscriber.subscribe(SubscriptionRequest.of(feed).unsigned());
    Registration at = World.registration(world.now(unsigned));
    assertThat(at.secret()).isNull();
    CallbackProbe probe = probe(at, now());
    assertThat(get(at, probe.query()).body()).isEqualTo(probe.answer());
  }

  @Test
  void probe_isAnsweredAsAnyRequest_whenItIsNotProven() throws Exception {
    HttpResponse<String> usual = get(known, "x=y");
    Registration guessed =
        new Registration(known.target(), known.callback(), known.callbackBase(), Secret.random());
    String proven = probe(known, world.clock.instant()).query();
    assertSame(get(known, probe(guessed, world.clock.instant()).query()), usual);
    assertSame(get(known, probe(known.withoutSecret(), now()).query()), usual);
    assertSame(get(known, "push.probe="), usual);
    assertSame(get(known, proven + "&x=y"), usual);
    assertSame(get(known, proven.substring(0, proven.length() - 1)), usual);
    world.clock.advance(Duration.ofMinutes(6));
    assertSame(get(known, proven), usual);
  }

  @Test
  void probe_isAnsweredAsAnyRequest_whenNobodyKnowsTheCallback() throws Exception {
    Registration unknown =
        new Registration(
            known.target(), CallbackToken.random(), known.callbackBase(), known.secret());
    assertSame(get(unknown, probe(unknown, now()).query()), get(unknown, "x=y"));
  }

  @Test
  void proof_isNoSignatureOfContent() throws Exception {
    String query = probe(known, now()).query();
    String proof = query.substring(query.lastIndexOf('.') + 1);
    String asked = "ask " + known.callback().value() + " ";
    String nonce = query.substring("push.probe=".length(), query.lastIndexOf('.'));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(known.callbackUrl())
                .header("X-Hub-Signature", "sha256=" + proof)
                .POST(HttpRequest.BodyPublishers.ofString(asked + nonce))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(world.listener.updates()).as("what is signed wrongly is dropped").isEmpty();
  }

  private Instant now() {
    return world.clock.instant();
  }

  private HttpResponse<String> get(Registration at, String query)
      throws IOException, InterruptedException {
    URI url = URI.create(at.callbackUrl() + "?" + query);
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private static void assertSame(HttpResponse<String> actual, HttpResponse<String> expected) {
    assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
    assertThat(actual.body()).isEqualTo(expected.body());
    assertThat(actual.headers().map().keySet()).isEqualTo(expected.headers().map().keySet());
  }

  private static CallbackProbe probe(Registration known, Instant now) {
    return CallbackProbe.of(known, now, Platform.system().randomness());
  }
}
