package org.pushj.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pushj.Diagnosis;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Result;
import org.pushj.Diagnosis.Verdict;
import org.pushj.PushHealth;
import org.pushj.PushHealth.Kind;
import org.pushj.PushHealth.Status;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** A hub cannot reach the callback base: the log, health and the diagnosis name it. */
class WrongCallbackBaseTest {

  /** What is wrong, and what the diagnosis finds. */
  enum Mistake {
    WRONG_PATH("was answered 404") {
      @Override
      URI base(World world) {
        return world.callbacks.base().resolve("/calback/");
      }
    },
    WRONG_PORT("No connection to the callback URL") {
      @Override
      URI base(World world) {
        CallbackServer closed = CallbackServer.start();
        closed.close();
        return closed.base();
      }
    },
    OTHER_APPLICATION("Something else answers 200") {
      @Override
      URI base(World world) {
        return world.site.url("/shop/");
      }
    },
    // No answer, or no connection: that is up to the JDK.
    WRONG_SCHEME("the callback URL under the callback base https:") {
      @Override
      URI base(World world) {
        return URI.create(world.callbacks.base().toString().replace("http:", "https:"));
      }
    };

    private final String found;

    Mistake(String found) {
      this.found = found;
    }

    abstract URI base(World world);
  }

  @ParameterizedTest
  @EnumSource
  void mistake_isNamedAfterAMinute_inLogHealthAndDiagnosis(Mistake mistake) throws Exception {
    try (World world = new World();
        RecordedLog log = new RecordedLog()) {
      URI base = mistake.base(world);
      Subscriber subscriber = world.another(settings -> settings.callbackBase(base));
      CountDownLatch tried = new CountDownLatch(1);
      world.hub.behaviour(verifyingLater(tried));
      if (mistake == Mistake.OTHER_APPLICATION) {
        world.hub.behaviour(
            (hub, request) -> {
              // The site serves its page at each callback URL.
              world.site.page(URI.create(request.callback()).getPath(), page());
              return verifyingLater(tried).treat(hub, request);
            });
      }
      Subscription subscription = subscriber.subscribe(world.feed());
      // The hub gives up after ten seconds, if the other side waits for the rest of what it cannot
      // read.
      assertThat(tried.await(30, TimeUnit.SECONDS)).isTrue();
      subscriber.runDueWork();
      assertThat(subscriber.operations().health().status()).isEqualTo(Status.UP);

      world.clock.advance(Duration.ofMinutes(1));
      subscriber.runDueWork();
      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("WARN The callback base may be wrong. "))
          .singleElement()
          .asString()
          .contains("at the callback base " + base + " yet; 1 request ")
          .contains(subscription.id().toString())
          .contains("subscriber.operations().diagnose(id)")
          .doesNotContain(World.registration(subscription).callback().value());
      PushHealth health = subscriber.operations().health();
      assertThat(health.status()).isEqualTo(Status.DEGRADED);
      assertThat(health.toJson())
          .startsWith("{\"status\":\"DEGRADED\",\"reasons\":[{\"kind\":\"VERIFICATIONS_OVERDUE\"")
          .contains("the callback base " + base + " yet");
      assertNamed(
          subscriber.operations().diagnose(subscription.id()).orElseThrow(), base, mistake.found);
    }
  }

  @Test
  void move_toAWrongBase_isNamed_thoughTheSubscriptionIsActive() {
    try (World world = new World()) {
      Held active = world.active();
      world.hub.behaviour(HubBehaviour.hold());
      URI base = Mistake.WRONG_PATH.base(world);
      Subscriber moved = world.another(settings -> settings.callbackBase(base));
      moved.runDueWork();
      Registration known = world.now(active.subscription()).open().registration();
      assertThat(known.callbackBase()).isEqualTo(base);
      assertThat(moved.operations().health().status()).isEqualTo(Status.UP);

      world.clock.advance(Duration.ofMinutes(1));
      assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(moved.operations().health().reasons())
          .singleElement()
          .satisfies(
              reason -> {
                assertThat(reason.kind()).isEqualTo(Kind.VERIFICATIONS_OVERDUE);
                assertThat(reason.text())
                    .contains("the callback base " + base + " yet; 1 request ");
              });
      assertNamed(
          moved.operations().diagnose(active.subscription().id()).orElseThrow(),
          base,
          "was answered 404");
    }
  }

  @Test
  void findings_nameTheCallbackBase_alsoWhereAllIsWell_orNoHubKnowsACallback() {
    try (World world = new World()) {
      Held active = world.active();
      assertThat(
              callback(
                  world.subscriber.operations().diagnose(active.subscription().id()).orElseThrow()))
          .isEqualTo(
              new Diagnosis.Finding(
                  Check.CALLBACK,
                  Result.OK,
                  "A signed request to the callback URL under the callback base "
                      + world.callbacks.base()
                      + " was answered by this endpoint"));
      Subscription later =
          world.subscriber.subscribeLater(SubscriptionRequest.of(world.site.url("/later")));
      assertThat(callback(world.subscriber.operations().diagnose(later.id()).orElseThrow()).text())
          .isEqualTo(
              "No hub knows a callback URL of it; a GET of the callback base "
                  + world.callbacks.base()
                  + " is answered 404");
    }
  }

  private static void assertNamed(Diagnosis diagnosis, URI base, String found) {
    assertThat(diagnosis.verdict()).isEqualTo(Verdict.CALLBACK_UNREACHABLE);
    assertThat(callback(diagnosis).result()).isEqualTo(Result.BAD);
    assertThat(callback(diagnosis).text()).contains(found).contains("the callback base " + base);
  }

  private static Diagnosis.Finding callback(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(each -> each.check() == Check.CALLBACK)
        .findFirst()
        .orElseThrow();
  }

  /** Answers 202, tries to verify once that is sent, and says that it has tried. */
  private static HubBehaviour verifyingLater(CountDownLatch tried) {
    return (hub, request) ->
        FakeResponse.of(202)
            .then(
                () -> {
                  try {
                    assertThat(hub.verify(request).isConfirmed()).isFalse();
                  } catch (UncheckedIOException unreachable) {
                    // A hub that reaches nobody says nothing.
                  } finally {
                    tried.countDown();
                  }
                });
  }

  private static FakeResponse page() {
    return FakeResponse.of(200).body("text/html", "<h1>Welcome to the shop</h1>");
  }
}
