package org.pushj.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.CallbackServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.Chance;
import org.pushj.world.World;

/** A week in which hubs, the page, the application and the process do what chance says. */
final class RandomWeek implements AutoCloseable {
  private static final Duration STEP = Duration.ofMinutes(20);
  private static final int STEPS = 3 * 24 * 7;
  private static final int CALM = 50;

  private final Chance chance;
  private final SplittableRandom random;
  private final World world;
  private final FakeHub other = FakeHub.start();
  private final Map<FakeHub, HubRequest> accepted = new HashMap<>();
  private final Map<FakeHub, HubRequest> verified = new HashMap<>();
  private final Map<FakeHub, Instant> ends = new HashMap<>();
  private final CallbackServer elsewhere = CallbackServer.start();
  private Subscriber subscriber;
  private URI topic;
  private int number;

  RandomWeek(int number) {
    chance = new Chance(number);
    random = chance.random();
    world = new World();
    restart();
    topic = world.site.url("/feed");
    calmDown();
    subscriber.subscribe(topic);
  }

  void run() {
    chance.run(
        () -> {
          for (int i = 0; i < STEPS; i++) {
            act();
            pass();
          }
          calmDown();
          for (int i = 0; i < CALM; i++) {
            pass();
          }
          assertWell();
        });
  }

  /** Lets one party do something, or nobody. */
  private void act() {
    switch (random.nextInt(40)) {
      case 0, 1, 2 -> behave(world.hub);
      case 3, 4, 5 -> behave(other);
      case 6, 7 -> page();
      case 8 -> world.site.page("/feed", FakeResponse.of(500));
      case 9 -> grant(random.nextBoolean() ? world.hub : other);
      case 10 -> restart();
      case 11 -> application("renew", () -> subscriber.renew(only().id()));
      case 12 ->
          application(
              "subscribe",
              () -> subscriber.subscribe(random.nextInt(4) > 0 ? request() : request().unsigned()));
      case 13 -> report(random.nextBoolean() ? world.hub : other);
      case 14, 15 -> lateVerification(random.nextBoolean() ? world.hub : other);
      case 16 -> application("unsubscribe", () -> subscriber.unsubscribe(only().id()));
      case 17 -> application("subscribe", () -> subscriber.subscribe(request()));
      case 18 -> recheck(random.nextBoolean() ? world.hub : other);
      default -> {}
    }
  }

  private SubscriptionRequest request() {
    return SubscriptionRequest.of(topic);
  }

  private void behave(FakeHub hub) {
    int kind = random.nextInt(8);
    diary("hub " + name(hub) + " behaves as " + kind);
    hub.behaviour(
        (self, request) -> {
          accepted.remove(self);
          return switch (kind) {
            case 0, 1 -> verifying(self, request);
            case 2 -> {
              accepted.put(self, request);
              yield FakeResponse.of(202);
            }
            case 3 -> FakeResponse.of(503).header("Retry-After", "7200");
            case 4 -> FakeResponse.of(500);
            case 5 -> FakeResponse.of(400);
            case 6 -> {
              self.deny(request, "not now");
              yield FakeResponse.of(202);
            }
            default -> {
              verifying(self, request);
              yield FakeResponse.of(500);
            }
          };
        });
  }

  private FakeResponse verifying(FakeHub hub, HubRequest request) {
    verify(hub, request);
    return FakeResponse.of(202);
  }

  private void verify(FakeHub hub, HubRequest request) {
    boolean confirmed = hub.verify(request).isConfirmed();
    diary(name(hub) + " verifies " + request.mode() + ", confirmed " + confirmed);
    HubRequest known = verified.get(hub);
    if (confirmed && request.mode().equals("subscribe")) {
      verified.put(hub, request);
      ends.put(hub, at(request).lease().endsAt());
    } else if (confirmed && known != null && known.callback().equals(request.callback())) {
      verified.remove(hub);
    }
  }

  private void lateVerification(FakeHub hub) {
    HubRequest request = accepted.get(hub);
    if (request != null && isOpen(request)) {
      verify(hub, request);
    }
  }

  /** A request that another one has replaced is not verified any more. */
  private boolean isOpen(HubRequest request) {
    return subscriber.operations().list(SubscriptionQuery.all()).stream()
        .flatMap(each -> Optional.ofNullable(each.open()).stream())
        .anyMatch(open -> request.callback().endsWith(open.callback().value()));
  }

  private void recheck(FakeHub hub) {
    HubRequest known = verified.get(hub);
    if (known != null && !isOpen(known)) {
      verify(hub, known);
    }
  }

  private void grant(FakeHub hub) {
    String[] leases = {"3600", "86400", "864000", null, "0"};
    @Nullable String lease = leases[random.nextInt(leases.length)];
    diary(name(hub) + " grants " + lease);
    hub.grantText(lease);
  }

  private void report(FakeHub hub) {
    HubRequest known = verified.get(hub);
    if (known != null) {
      diary(name(hub) + " denies unasked");
      hub.deny(known, "so it is said");
    }
  }

  private void page() {
    int kind = random.nextInt(5);
    diary("page " + kind);
    FakeResponse page = FakeResponse.of(200);
    page = page.link(kind == 0 ? world.site.url("/self") : topic, "self");
    page = kind == 1 ? page : page.link(world.hub.url(), "hub");
    page = kind == 1 || kind == 2 ? page.link(other.url(), "hub") : page;
    world.site.page("/feed", page);
  }

  private void restart() {
    CallbackServer server = random.nextInt(3) > 0 ? world.callbacks : elsewhere;
    diary("restart at " + server.base());
    subscriber =
        world.another(settings -> settings.renewals(chance.renewals()).callbackBase(server.base()));
    world.callbacks.serve(world.exchanges.counted(subscriber.callbackHandler()));
    elsewhere.serve(world.exchanges.counted(subscriber.callbackHandler()));
  }

  private void application(String what, Runnable action) {
    diary("application: " + what);
    try {
      if (subscriber.operations().list(SubscriptionQuery.all()).isEmpty()) {
        subscriber.subscribe(request());
      }
      action.run();
    } catch (HubException | DiscoveryException e) {
      diary("  which throws " + e.getMessage());
    }
  }

  private void calmDown() {
    for (FakeHub hub : List.of(world.hub, other)) {
      hub.grant(Duration.ofDays(10));
      hub.behaviour(this::verifying);
      accepted.remove(hub);
    }
    world.site.advertise("/feed", world.hub.url());
  }

  private void pass() {
    Instant now = world.clock.advance(STEP);
    assertThat(subscriber.runDueWork()).isLessThan(30);
    world.settle();
    for (Subscription each : subscriber.operations().list(SubscriptionQuery.all())) {
      check(each, now);
    }
  }

  private void check(Subscription each, Instant now) {
    assertThat(each.dueAt()).as(each::toString).isAfter(now);
    if (each.isAliveAt(now)) {
      boolean runs = each.lease().isAliveAt(now);
      assertThat(each.dueAt())
          .as(each::toString)
          .isBeforeOrEqualTo(runs ? each.lease().endsAt() : each.acceptedUntil());
    }
    FakeHub hub = each.hub().equals(other.url()) ? other : world.hub;
    HubRequest known = verified.get(hub);
    if (known != null && isAt(known, each) && now.isBefore(ends.get(hub))) {
      int before = world.listener.updates().size();
      int status = hub.deliver(known, ("news " + number++).getBytes(UTF_8), "text/plain").status();
      assertThat(status).as(each::toString).isEqualTo(each.wanted() ? 200 : 410);
      assertThat(world.listener.updates()).hasSize(each.wanted() ? before + 1 : before);
    }
  }

  private void assertWell() {
    Instant now = world.clock.instant();
    for (Subscription each : subscriber.operations().list(SubscriptionQuery.all())) {
      assertThat(each.stateAt(now)).as(each::toString).isEqualTo(SubscriptionState.ACTIVE);
      assertThat(each.isAliveAt(now)).as(each::toString).isTrue();
      assertThat(each.attempts()).as(each::toString).isZero();
      assertThat(each.problem()).as(each::toString).isNull();
      assertThat(each.open()).as(each::toString).isNull();
      assertThat(count(Kind.RESUMED, each)).as(each::toString).isEqualTo(count(Kind.EXPIRED, each));
    }
    assertThat(world.hub.requests().size() + other.requests().size()).isLessThan(1000);
  }

  private long count(Kind kind, Subscription subscription) {
    return world.events(kind).stream()
        .filter(event -> event.subscription().id().equals(subscription.id()))
        .count();
  }

  /** Returns the subscription whose hub knows the callback of this request. */
  private Subscription at(HubRequest request) {
    return subscriber.operations().list(SubscriptionQuery.all()).stream()
        .filter(each -> isAt(request, each))
        .findFirst()
        .orElseThrow();
  }

  private boolean isAt(HubRequest request, Subscription subscription) {
    return subscription
        .registration()
        .map(Registration::callbackUrl)
        .map(URI::toString)
        .equals(Optional.of(request.callback()));
  }

  private Subscription only() {
    List<Subscription> all = subscriber.operations().list(SubscriptionQuery.all());
    return all.get(random.nextInt(all.size()));
  }

  private String name(FakeHub hub) {
    return hub == other ? "B" : "A";
  }

  private void diary(String line) {
    chance.diary().add(world.clock.instant() + " " + line);
  }

  @Override
  public void close() {
    elsewhere.close();
    other.close();
    world.close();
  }
}
