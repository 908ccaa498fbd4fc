package org.pushj.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pushj.Lease;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.http.JdkHttpTransport;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.Subscriber;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.RecordingListener.Kind;
import org.pushj.world.World;
import org.pushj.world.World.Held;

/** How leases are renewed while nobody looks, and what a hub may do meanwhile. */
class RenewalLifeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SIX_DAYS_AND_MORE = Duration.ofDays(7);

  private final AtomicBoolean killed = new AtomicBoolean();
  private final AtomicBoolean cut = new AtomicBoolean();
  private final HttpTransport http =
      JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build();
  private final World world = new World(settings -> settings.transport(this::sendAndCut));

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void renewal_isMadeInItsSpan_andNotBefore() {
    Held active = world.active();
    Instant due = world.now(active.subscription()).dueAt();
    Duration wait = Duration.between(world.clock.instant(), due);
    assertThat(wait).isBetween(Duration.ofDays(5), Duration.ofHours(160));

    world.pass(wait.minusMillis(1));
    assertThat(subscribes()).hasSize(1);
    world.pass(Duration.ofMillis(1));

    assertThat(subscribes()).hasSize(2);
    Subscription renewed = world.now(active.subscription());
    assertThat(renewed.lease()).isEqualTo(Lease.of(due, FakeHub.DEFAULT_LEASE));
    assertThat(renewed.dueAt()).isAfter(due.plus(Duration.ofDays(5)));
    assertThat(world.events(Kind.RENEWED)).hasSize(1);
    assertThat(world.subscriber.runDueWork()).isZero();
  }

  @Test
  void renewal_isMadeByTheNextProcess_whenItWasDueWhileThereWasNone() {
    Held active = world.active();
    world.clock.advance(Duration.ofDays(8));
    try (Subscriber next = world.another(settings -> settings)) {
      assertThat(next.runDueWork()).isEqualTo(1);
    }
    assertThat(world.lastRequest().callback()).isEqualTo(active.request().callback());
    assertThat(world.now(active.subscription()).lease())
        .isEqualTo(Lease.of(world.clock.instant(), FakeHub.DEFAULT_LEASE));
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
  }

  @Test
  void renewal_isMadeByTheNextProcess_whenTheOneBeforeWasKilledAtIt() {
    Held active = world.active();
    killed.set(true);
    world.pass(SIX_DAYS_AND_MORE);
    assertThat(subscribes()).hasSize(1);
    assertThat(world.now(active.subscription()).open()).isNotNull();
    assertThat(world.deliver(active.request())).isEqualTo(200);

    killed.set(false);
    try (Subscriber next = world.another(settings -> settings)) {
      assertThat(next.runDueWork()).isZero();
      world.clock.advance(Duration.ofMinutes(15));
      assertThat(next.runDueWork()).isEqualTo(1);
    }
    assertThat(subscribes()).hasSize(2);
    assertThat(world.now(active.subscription()).attempts()).isZero();
    assertThat(world.deliver(world.lastRequest())).isEqualTo(200);
  }

  @Test
  void renewal_isAskedForAgain_whenTheHubGivesNoAnswer() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    cut.set(true);
    world.pass(SIX_DAYS_AND_MORE);
    Subscription silent = world.now(active.subscription());
    assertThat(silent.state()).isEqualTo(SubscriptionState.ACTIVE);
    assertThat(silent.lease()).isEqualTo(active.subscription().lease());
    assertThat(silent.problem()).isNotNull();
    assertThat(silent.attempts()).isEqualTo(1);

    world.pass(Duration.ofHours(20), MINUTE);
    assertThat(subscribes()).hasSizeBetween(20, 32);
    assertSameCallbackAndSecret(subscribes());
    assertThat(world.deliver(active.request())).isEqualTo(200);

    cut.set(false);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(5), MINUTE);
    Subscription renewed = world.now(active.subscription());
    assertThat(renewed.lease()).isNotEqualTo(active.subscription().lease());
    assertThat(renewed.problem()).isNull();
    assertThat(renewed.attempts()).isZero();
  }

  @Test
  void renewal_isAskedForAgain_whenTheHubAcceptsButNeverVerifies() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.hold());
    world.pass(SIX_DAYS_AND_MORE);
    assertThat(subscribes()).hasSize(2);
    assertThat(world.now(active.subscription()).problem()).isNull();

    world.pass(Duration.ofMinutes(15).minusMillis(1));
    assertThat(subscribes()).hasSize(2);
    world.pass(Duration.ofMillis(1));

    assertThat(subscribes()).hasSize(3);
    Subscription waiting = world.now(active.subscription());
    assertThat(waiting.problem()).contains("did not verify");
    assertThat(waiting.attempts()).isEqualTo(1);
    assertThat(waiting.state()).isEqualTo(SubscriptionState.ACTIVE);
    List<Instant> asked = timesOfRequests(Duration.ofHours(40));
    assertThat(asked).hasSizeBetween(8, 25);
    assertThat(Duration.between(asked.get(asked.size() - 2), asked.get(asked.size() - 1)))
        .isBetween(Duration.ofHours(2), Duration.ofHours(4).plusMinutes(1));
    assertSameCallbackAndSecret(subscribes());
    assertThat(world.deliver(active.request())).isEqualTo(200);

    assertThat(world.hub.verify(subscribes().get(1)).isConfirmed()).isTrue();
    assertThat(world.now(active.subscription()).attempts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void renewal_waitsAsLongAsTheHubWishes(int status) {
    Held active = world.active();
    world.hub.behaviour(asking(status, "7200"));
    world.pass(SIX_DAYS_AND_MORE);
    assertThat(subscribes()).hasSize(2);
    world.pass(Duration.ofMinutes(119), MINUTE);
    assertThat(subscribes()).hasSize(2);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(2), MINUTE);
    assertThat(subscribes()).hasSize(3);
    assertThat(world.now(active.subscription()).attempts()).isZero();
  }

  @Test
  void renewal_waitsUntilTheDateThatTheHubNames() {
    world.active();
    Instant asked = world.clock.advance(SIX_DAYS_AND_MORE);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            asked.plus(Duration.ofHours(9)).atOffset(ZoneOffset.UTC));
    world.hub.behaviour(asking(503, date.replace("Z", "GMT")));
    world.subscriber.runDueWork();
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofMinutes(539), MINUTE);
    assertThat(subscribes()).hasSize(2);
    world.pass(Duration.ofMinutes(2), MINUTE);
    assertThat(subscribes()).hasSize(3);
  }

  @Test
  void renewal_isTriedMoreOften_whenTheEndOfTheLeaseIsNear() {
    Held active = world.active();
    world.hub.behaviour(HubBehaviour.refuse(400, "broken"));
    world.pass(Duration.ofDays(10).minus(MINUTE.multipliedBy(10)), MINUTE);
    assertThat(subscribes()).hasSizeBetween(20, 60);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(MINUTE.multipliedBy(10), Duration.ofSeconds(10));
    assertThat(world.events(Kind.EXPIRED)).isEmpty();
    assertThat(world.now(active.subscription()).isAliveAt(world.clock.instant())).isTrue();
  }

  @Test
  void end_isToldInTime_whenTheHubWishesToBeLeftAloneForLonger() {
    world.hub.grant(Duration.ofHours(2));
    Held active = world.active();
    world.hub.behaviour(asking(503, "36000"));
    world.pass(Duration.ofMinutes(80));
    assertThat(subscribes()).hasSize(2);
    world.pass(Duration.ofMinutes(40));
    assertThat(world.events(Kind.EXPIRED)).hasSize(1);
    assertThat(world.now(active.subscription()).state()).isEqualTo(SubscriptionState.EXPIRED);
    world.pass(Duration.ofMinutes(559), MINUTE);
    assertThat(subscribes()).hasSize(2);
    world.hub.behaviour(HubBehaviour.inline());
    world.pass(Duration.ofHours(3), MINUTE);
    assertThat(world.events(Kind.RESUMED)).hasSize(1);
  }

  private List<HubRequest> subscribes() {
    return world.hub.requests("subscribe");
  }

  /** Lets time pass, and returns when the hub was asked. */
  private List<Instant> timesOfRequests(Duration time) {
    List<Instant> times = new ArrayList<>();
    Instant end = world.clock.instant().plus(time);
    int before = subscribes().size();
    while (world.clock.instant().isBefore(end)) {
      world.pass(MINUTE);
      int now = subscribes().size();
      if (now > before) {
        times.add(world.clock.instant());
      }
      before = now;
    }
    return times;
  }

  private static void assertSameCallbackAndSecret(List<HubRequest> requests) {
    assertThat(requests).extracting(HubRequest::callback).containsOnly(requests.get(0).callback());
    assertThat(requests).extracting(HubRequest::secret).containsOnly(requests.get(0).secret());
  }

  private static HubBehaviour asking(int status, String retryAfter) {
    return HubBehaviour.answer(FakeResponse.of(status).header("Retry-After", retryAfter));
  }

  /**
   * The hub gets the request; the answer is lost when the test says so. Once the process is killed,
   * it gets none.
   */
  private HttpTransport.Response sendAndCut(HttpTransport.Request request) throws IOException {
    if (killed.get() && request.method().equals("POST")) {
      throw new IllegalStateException("the process was killed");
    }
    HttpTransport.Response response = http.send(request);
    if (cut.get() && request.method().equals("POST")) {
      response.close();
      throw new IOException("the connection was cut");
    }
    return response;
  }
}
