package org.pushj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.Happening;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.subscriber.OperatorAction;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.world.World;

/** What a subscription keeps of what happened to it. */
class HistoryTest {
  private static final Duration LEASE = Duration.ofDays(10);

  private final World world = new World();

  @BeforeEach
  void grant() {
    world.hub.grant(LEASE);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void history_tellsALife_fromTheIntentToTheEnd() {
    Subscription active = world.active().subscription();
    world.pass(LEASE.multipliedBy(2).dividedBy(3));
    world.subscriber.operations().apply(OperatorAction.PAUSE, active.id());
    world.subscriber.operations().apply(OperatorAction.RESUME, active.id());
    world.hub.behaviour(HubBehaviour.refuse(503, "overload"));
    world.pass(Duration.ofMinutes(1));
    world.hub.behaviour(HubBehaviour.hold());
    world.subscriber.operations().apply(OperatorAction.RETRY, active.id());
    world.pass(Duration.ofMinutes(1));
    HubRequest open = world.lastRequest();
    assertThat(world.hub.deny(open, "not now").status()).isEqualTo(200);

    String hub = world.hub.url().toString();
    assertThat(texts(active))
        .containsExactly(
            "Wanted by the application",
            "Asked the hub",
            "Verified for 10 days",
            "Renewed for 10 days",
            "Paused by an operator",
            "Resumed by an operator",
            "Asked the hub",
            "Failed: the hub " + hub + " answered 503 to the subscribe request: overload",
            "To be tried again, as an operator wants",
            "Asked the hub",
            "Denied: not now");
    assertThat(world.now(active).history())
        .extracting(Happening::at)
        .isSorted()
        .endsWith(world.clock.instant());
  }

  @Test
  void history_tellsWhatWasNeverVerified_andThatTheLeaseEnded() {
    World.Held held = world.held();
    world.pass(Duration.ofDays(1), Duration.ofHours(1));
    assertThat(texts(held.subscription()))
        .contains("Accepted by the hub, which did not verify it in time");

    assertThat(world.hub.verify(world.lastRequest()).status()).isEqualTo(200);
    world.hub.behaviour(HubBehaviour.refuse(403, "no"));
    world.pass(LEASE.multipliedBy(2), Duration.ofHours(6));
    assertThat(texts(held.subscription())).contains("The lease ended");
  }

  @Test
  void history_tellsOfAMove() {
    Subscription active = world.active().subscription();
    URI moved = world.hub.url("/moved");
    world.site.advertise("/feed", moved);
    world.subscriber.renew(active.id());
    world.pass(Duration.ZERO);
    assertThat(texts(active))
        .contains(
            "Asked " + moved,
            "Moved to " + active.topic() + ", verified for 10 days",
            "Asked " + world.hub.url() + ", which it left, to end the lease");
  }

  @Test
  void history_isNotWritten_whenContentComes() {
    World.Held active = world.active();
    List<Happening> before = world.now(active.subscription()).history();
    assertThat(world.deliver(active.request())).isEqualTo(200);
    assertThat(world.now(active.subscription()).lastUpdateAt()).isNotNull();
    assertThat(world.now(active.subscription()).history()).isEqualTo(before);
  }

  @Test
  void history_hasNoSecret_whenAHubRepeatsIt() {
    World.Held active = world.active();
    Registration known = World.registration(world.now(active.subscription()));
    String callback = known.callback().value();
    String secret = Objects.requireNonNull(known.secret()).value();
    world.hub.behaviour(HubBehaviour.refuse(403, secret + " " + callback));
    world.pass(LEASE.multipliedBy(2).dividedBy(3));
    world.hub.deny(active.request(), callback + " " + secret);
    assertThat(world.now(active.subscription()).historyText())
        .contains("Denied: ", "Failed: ")
        .doesNotContain(secret, callback);
  }

  private List<String> texts(Subscription subscription) {
    world.settle();
    return world.now(subscription).history().stream().map(Happening::text).toList();
  }
}
