package org.pushj.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.OpenRequest;
import org.pushj.PushHealth;
import org.pushj.PushHealth.Kind;
import org.pushj.PushHealth.Status;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Target;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.subscriber.OperatorAction;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.HubBehaviour;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** When requests that no hub verifies raise an alarm, and when they do not. */
class OverdueVerificationTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofMinutes(15);

  private final ReadStore store = new ReadStore();
  private final World world = new World(store, settings -> settings);
  private final RecordedLog log = new RecordedLog();
  private int feeds;

  @AfterEach
  void end() {
    log.close();
    world.close();
  }

  @Test
  void alarm_isRaised_oneMinuteAfterTheRequest_andEndsWithItsVerification() {
    Held held = world.held();
    world.pass(MINUTE.minusMillis(1));
    assertHealthy();
    assertThat(warnings()).isEmpty();

    world.pass(Duration.ofSeconds(16));
    String text = overdue(world.subscriber);
    assertThat(text)
        .isEqualTo(
            "No hub has verified a request at the callback base "
                + world.callbacks.base()
                + " yet; 1 request has been waiting for more than a minute, the first for"
                + " subscription "
                + held.subscription().id()
                + ". Diagnose it to see what answers there: subscriber.operations().diagnose(id),"
                + " or Diagnose on the admin page");
    assertThat(warnings()).containsExactly("WARN The callback base may be wrong. " + text);

    world.hub.verify(held.request());
    assertHealthy();
    assertThat(log.lines())
        .contains(
            "INFO No verification is overdue any more at the callback base "
                + world.callbacks.base());
  }

  @Test
  void alarm_isLogged_byTheDueWorkAlone() {
    world.held();
    world.pass(MINUTE);
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void alarm_isOne_howeverLongItLasts_andHoweverOftenHubsAreAskedAgain() {
    world.held();
    world.pass(MINUTE);
    for (int i = 0; i < 4 * 60; i++) {
      world.pass(MINUTE);
      assertThat(overdue(world.subscriber)).contains(" yet; 1 request ");
    }
    assertThat(world.hub.requests("subscribe")).hasSizeGreaterThan(3);
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void alarm_isOne_andCountsTheFirstHundred_howeverManyRequestsWait() {
    Held first = world.held();
    for (int i = 0; i < 120; i++) {
      assertThat(world.store.add(like(first.subscription()))).isTrue();
    }
    world.pass(MINUTE);
    assertThat(overdue(world.subscriber))
        .contains("; 100 requests or more have been waiting ")
        .contains("the first for subscription " + first.subscription().id());
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void noAlarm_isRaised_forAHubThatIsSlow_whileOthersVerify() {
    world.held();
    for (int i = 0; i < 60; i++) {
      world.clock.advance(MINUTE.dividedBy(2));
      verified();
      world.pass(MINUTE.dividedBy(2));
      assertHealthy();
    }
    assertThat(world.hub.requests("subscribe"))
        .as("60 others, and the slow one")
        .hasSizeGreaterThan(61);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void noAlarm_isRaised_forAHubThatNeverVerifies_onceOthersHave() {
    world.held();
    for (int i = 0; i < 20; i++) {
      world.clock.advance(MINUTE.dividedBy(2));
      verified();
      world.pass(RETRY.minus(MINUTE), MINUTE.dividedBy(2));
      assertHealthy();
    }
    assertThat(world.hub.requests("subscribe")).as("20 others, and retries").hasSizeGreaterThan(24);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void alarm_saysWhenTheLastVerificationCame_ifThereWasOne() {
    Instant last = world.clock.instant();
    world.active();
    world.pass(Duration.ofHours(1));
    Held held = another();
    world.pass(MINUTE);
    assertThat(overdue(world.subscriber))
        .contains(world.callbacks.base() + " since " + last + "; 1 request ")
        .contains(held.subscription().id().toString());
  }

  @Test
  void alarm_isRaised_forARenewal_whichIsActiveMeanwhile() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    Instant due = world.now(active.subscription()).dueAt();
    world.pass(Duration.between(world.clock.instant(), due));
    assertHealthy();

    world.pass(MINUTE);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(overdue(world.subscriber))
        .contains(" since ")
        .contains(active.subscription().id().toString());
    for (int i = 0; i < 60; i++) {
      world.pass(MINUTE);
      assertThat(overdue(world.subscriber)).contains("1 request ");
    }
    assertThat(warnings()).hasSize(1);

    world.hub.verify(world.lastRequest());
    assertHealthy();
  }

  @Test
  void alarm_isRaised_ofRequestsThatWereSentBeforeARestart() {
    Held held = world.held();
    Subscriber restarted = world.another(settings -> settings);
    world.clock.advance(MINUTE);
    assertThat(overdue(restarted)).contains(" yet; ").contains(held.subscription().id().toString());

    world.pass(RETRY);
    Subscriber later = world.another(settings -> settings);
    assertThat(later.operations().health().status()).as("a minute of grace").isEqualTo(Status.UP);
    world.clock.advance(MINUTE);
    assertThat(overdue(later)).contains(" yet; ");
  }

  @Test
  void alarm_goesOn_onANode_whileAnotherAsksTheHubAgain() {
    world.held();
    Subscriber other = world.another(settings -> settings);
    world.clock.advance(MINUTE);
    assertThat(overdue(other)).contains(" yet; ");
    world.pass(RETRY);
    assertThat(world.hub.requests("subscribe")).hasSize(2);
    assertThat(overdue(other)).contains(" yet; ");
  }

  @Test
  void alarm_saysWhenTheLastVerificationCame_alsoAfterARestart() {
    Instant last = world.clock.instant();
    world.active();
    world.pass(Duration.ofHours(1));
    another();
    world.clock.advance(MINUTE);
    assertThat(overdue(world.another(settings -> settings))).contains(" since " + last + "; ");
  }

  @Test
  void noAlarm_isRaised_onANode_whoseRequestsAreVerifiedAtAnother() {
    Subscription old = world.active().subscription();
    for (int i = 0; i < 100; i++) {
      assertThat(world.store.add(like(old))).isTrue();
    }
    world.clock.advance(Duration.ofHours(1));
    Subscriber worker = world.another(settings -> settings);
    world.hub.behaviour(HubBehaviour.hold());
    worker.subscribe(nextFeed());
    world.clock.advance(Duration.ofSeconds(20));
    world.hub.behaviour(HubBehaviour.inline());
    worker.subscribe(nextFeed());
    world.clock.advance(MINUTE);
    assertThat(worker.operations().health().status()).isEqualTo(Status.UP);
    worker.runDueWork();
    assertThat(warnings()).isEmpty();

    world.clock.advance(Duration.ofHours(1));
    world.hub.behaviour(HubBehaviour.hold());
    worker.runDueWork();
    Subscription third = worker.subscribe(nextFeed());
    world.clock.advance(MINUTE);
    assertThat(overdue(worker))
        .contains(" since 2026-01-01T01:00:20Z; 1 request ")
        .contains(third.id().toString());
  }

  @Test
  void noAlarm_isRaised_forWhatIsPaused_orNotWanted_orWasNotAccepted() {
    Held paused = world.held();
    world.subscriber.operations().apply(OperatorAction.PAUSE, paused.subscription().id());
    world.subscriber.unsubscribe(another().subscription().id());
    world.hub.behaviour(HubBehaviour.refuse(503, "overload"));
    world.subscriber.subscribeLater(SubscriptionRequest.of(nextFeed()));
    world.subscriber.runDueWork();
    world.pass(MINUTE);
    assertThat(reasons()).doesNotContain(Kind.VERIFICATIONS_OVERDUE);
    assertThat(warnings()).noneMatch(line -> line.contains("callback base"));
  }

  @Test
  void noAlarm_isRaised_forRequestsUnderACallbackBaseOfBefore() {
    world.held();
    Subscriber moved =
        world.another(settings -> settings.callbackBase(URI.create("http://127.0.0.1:1/moved/")));
    world.clock.advance(MINUTE);
    assertThat(moved.operations().health().status()).isEqualTo(Status.UP);
    assertThat(overdue(world.subscriber)).contains(" yet; ");
  }

  @Test
  void log_tellsOfAnUnverifiedRequest_withCallbackBaseAndNextStep() {
    Held held = world.held();
    world.pass(RETRY);
    assertThat(log.lines(held.subscription().id()))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("WARN Subscription - to ")
                    .contains("the hub did not verify the request of 2026-01-01T00:00:00Z")
                    .endsWith(
                        "; diagnose it to see whether hubs reach the callback base "
                            + world.callbacks.base()));
  }

  @Test
  void look_readsFewRenewals_howeverManyWait() {
    for (int i = 0; i < 30; i++) {
      verified();
    }
    world.pass(Duration.ofDays(7));
    assertThat(world.hub.requests("subscribe")).hasSize(60);
    world.clock.advance(MINUTE);
    store.reads.clear();
    assertThat(overdue(world.subscriber)).contains("; 20 requests or more have been waiting ");
    assertThat(store.reads).filteredOn("findById"::equals).hasSize(20);
  }

  @Test
  void look_readsFewSubscriptions_howeverManyThereAre() {
    Held first = world.held();
    for (int i = 0; i < 3000; i++) {
      assertThat(world.store.add(like(first.subscription()))).isTrue();
    }
    world.pass(MINUTE);
    store.reads.clear();
    assertThat(overdue(world.subscriber)).contains("100 requests or more");
    assertThat(store.reads)
        .as("pending, at most 20 by id, active; and the leases that have ended")
        .hasSizeLessThanOrEqualTo(24);
    store.reads.clear();
    for (int i = 0; i < 10; i++) {
      world.subscriber.runDueWork();
    }
    assertThat(store.reads).as("looked at just before").isEmpty();
  }

  /** Subscribes to one more feed at a hub that holds its verification back. */
  private Held another() {
    return world.held(SubscriptionRequest.of(nextFeed()));
  }

  /** Subscribes to one more feed at a hub that verifies at once. */
  private void verified() {
    world.hub.behaviour(HubBehaviour.inline());
    world.subscriber.subscribe(nextFeed());
    world.hub.behaviour(HubBehaviour.hold());
  }

  private URI nextFeed() {
    feeds++;
    return world.site.advertise("/feed/" + feeds, world.hub.url());
  }

  private void assertHealthy() {
    assertThat(world.subscriber.operations().health()).isEqualTo(new PushHealth(List.of()));
  }

  private List<Kind> reasons() {
    return world.subscriber.operations().health().reasons().stream()
        .map(PushHealth.Reason::kind)
        .toList();
  }

  private static String overdue(Subscriber subscriber) {
    PushHealth health = subscriber.operations().health();
    assertThat(health.status()).isEqualTo(Status.DEGRADED);
    assertThat(health.reasons())
        .extracting(PushHealth.Reason::kind)
        .containsExactly(Kind.VERIFICATIONS_OVERDUE);
    return health.reasons().get(0).text();
  }

  private List<String> warnings() {
    return log.lines().stream()
        .filter(line -> line.startsWith("WARN The callback base may be wrong"))
        .toList();
  }

  /** Returns another subscription that was verified when this one was, or waits as long as it. */
  private static Subscription like(Subscription one) {
    URI resource = URI.create("https://blog.example/" + UUID.randomUUID());
    Target target = new Target(resource, World.registration(one).hub());
    Registration registration =
        new Registration(
            target, CallbackToken.random(), World.registration(one).callbackBase(), null);
    Grant grant = one.grant();
    return Subscription.builder(
            SubscriptionId.next(one.createdAt()), SubscriptionRequest.of(resource), one.createdAt())
        .target(target)
        .grant(grant == null ? null : new Grant(registration, grant.lease()))
        .open(
            grant == null
                ? new OpenRequest(IntentKind.SUBSCRIBE, registration, one.createdAt())
                : null)
        .build();
  }

  /** Keeps what was read of subscriptions, but for the claims and look-ups of the protocol. */
  private static final class ReadStore extends ForwardingSubscriptionStore {
    final List<String> reads = new ArrayList<>();

    ReadStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findById(SubscriptionId id) {
      reads.add("findById");
      return super.findById(id);
    }

    @Override
    public List<Subscription> list(SubscriptionQuery query) {
      reads.add("list of " + query.state());
      assertThat(query.limit()).isLessThanOrEqualTo(100);
      return super.list(query);
    }

    @Override
    public SubscriptionQuery.Page look(SubscriptionQuery query, int most) {
      reads.add("look at " + query.state());
      assertThat(most).isLessThanOrEqualTo(1000);
      return super.look(query, most);
    }
  }
}
