package org.pushj.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pushj.world.World.registration;

import ch.qos.logback.classic.Level;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** What is told in the log, and what is kept out of it. */
class LogTest {
  private final World world = new World();

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void log_hasOneLineForEachChangeOfState() {
    try (RecordedLog log = new RecordedLog()) {
      Held held = world.held();
      world.hub.verify(held.request());
      world.settle();
      world.hub.behaviour(HubBehaviour.inline());
      world.subscriber.renew(held.subscription().id());
      world.hub.deliver(held.request(), "news".getBytes(UTF_8), "text/plain");
      world.hub.deny(held.request(), "no\nmore");
      world.settle();
      world.subscriber.renew(held.subscription().id());
      world.subscriber.unsubscribe(held.subscription().id());
      world.settle();
      String who = "Subscription - to " + held.subscription().topic() + " ";
      String until = world.clock.instant().plus(FakeHub.DEFAULT_LEASE).toString();
      assertThat(log.lines(held.subscription().id()))
          .containsExactly(
              "INFO " + who + "is PENDING: asking the hub " + world.hub.url(),
              "INFO " + who + "is ACTIVE until " + until,
              "WARN " + who + "is denied by its hub: no more",
              "INFO " + who + "is ACTIVE: asking the hub " + world.hub.url(),
              "INFO " + who + "is UNSUBSCRIBING: asking the hub " + world.hub.url(),
              "INFO " + who + "has ended as wanted");
    }
  }

  @Test
  void reasonOfADenial_isCut_whenItIsFarTooLong() {
    try (RecordedLog log = new RecordedLog()) {
      Held held = world.held();
      world.hub.deny(held.request(), "no".repeat(2000));
      assertThat(world.events(Kind.DENIED))
          .singleElement()
          .satisfies(event -> assertThat(event.reason()).hasSize(Problem.MAX_TEXT));
      assertThat(log.lines(held.subscription().id()))
          .filteredOn(line -> line.contains("is denied by its hub: no"))
          .singleElement()
          .satisfies(line -> assertThat(line).hasSizeLessThan(400));
    }
  }

  @Test
  void log_hasOneLineForMany_whenRequestsFailInARow() {
    try (RecordedLog log = new RecordedLog()) {
      Held active = world.active();
      world.hub.behaviour(HubBehaviour.refuse(500, "later"));
      world.pass(Duration.ofDays(9), Duration.ofHours(1));
      assertThat(world.hub.requests("subscribe").size()).isGreaterThan(10);
      assertThat(log.lines(active.subscription().id()))
          .filteredOn(line -> line.startsWith("WARN"))
          .hasSize(1);
      assertThat(log.stackTraces()).isZero();
    }
  }

  @Test
  void log_givesNothingSecretAway_whateverHubsAndStrangersSay() {
    String signature = "0123456789abcdef".repeat(4);
    URI topic = world.site.url("/feed?key=opensesame");
    world.site.page("/feed", FakeResponse.of(200).link(topic, "self").link(world.hub.url(), "hub"));
    try (RecordedLog log = new RecordedLog(Level.TRACE)) {
      world.hub.behaviour(
          (hub, request) -> FakeResponse.of(400).body("text/plain", repeated(request)));
      assertThatThrownBy(() -> world.subscriber.subscribe(topic)).isInstanceOf(HubException.class);
      world.hub.behaviour(HubBehaviour.inline());
      Held active = new Held(world.subscriber.subscribe(topic), world.lastRequest());
      world.hub.deny(active.request(), repeated(active.request()));
      world.hub.delivery(active.request()).signature("sha256=" + signature).send();
      world.listener.failNextUpdates(1);
      world.hub.deliver(active.request(), "news".getBytes(UTF_8), "text/plain");
      world.hub.deliver(active.request(), "news".getBytes(UTF_8), "text/plain");
      world.subscriber.unsubscribe(active.subscription().id());
      world.settle();
      Subscription known = active.subscription();
      assertThat(log.lines(known.id())).hasSizeGreaterThan(6);
      assertThat(log.text())
          .contains("***")
          .doesNotContain(registration(known).callback().value())
          .doesNotContain(registration(known).secret().value())
          .doesNotContain("opensesame")
          .doesNotContain(signature);
    }
  }

  @Test
  @DisplayName("A hub or a page can neither break nor turn a line of the log")
  void log_hasNoControls_whateverHubsAndPagesSay() {
    String bad = "\u009b31m\u0085\u2028\u2029\u202e\u2066\u200f\u061c";
    URI page = world.site.url("/page");
    world.site.page(
        "/page",
        FakeResponse.of(200).body("text/xml", "<a/>").header("Content-Encoding", "x\u009b31m"));
    try (RecordedLog log = new RecordedLog(Level.TRACE)) {
      world.hub.behaviour(HubBehaviour.refuse(400, "no " + bad));
      assertThatThrownBy(() -> world.subscriber.subscribe(world.feed()))
          .isInstanceOf(HubException.class);
      world.hub.behaviour(HubBehaviour.inline());
      Held active = world.active();
      world.hub.deny(active.request(), "no " + bad);
      world.settle();
      assertThatThrownBy(() -> world.subscriber.subscribe(page))
          .isInstanceOf(DiscoveryException.class);
      world.site.page(
          "/feed",
          FakeResponse.of(200).body("text/xml", "<a/>").header("Content-Encoding", "x\u009b31m"));
      world.subscriber.renew(active.subscription().id());
      world.subscriber.subscribeLater(SubscriptionRequest.of(page));
      world.subscriber.runDueWork();
      assertThat(log.text())
          .contains("400", "denied", "could not be looked up", "content coding")
          .doesNotContainPattern("[\u009b\u0085\u2028\u2029\u202e\u2066\u200f\u061c]");
    }
  }

  /** What some hubs like to say: all that they were told. */
  private static String repeated(HubRequest request) {
    return "no: " + request.callback() + " " + request.secret().orElseThrow();
  }
}
