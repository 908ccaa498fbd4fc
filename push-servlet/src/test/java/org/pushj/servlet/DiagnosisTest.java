package org.pushj.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pushj.Diagnosis;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.Diagnosis.Verdict;
import org.pushj.Grant;
import org.pushj.HubException;
import org.pushj.Registration;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.TopicLinks;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.spi.UpdateInbox;
import org.pushj.spi.UrlPolicy;
import org.pushj.subscriber.OperatorAction;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberBuilder;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeResponse;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.ForwardingSubscriptionStore;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;

/** Each verdict of a diagnosis, with a callback in Jetty, and a hub and a site over loopback. */
class DiagnosisTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LEASE = Duration.ofDays(40);

  private final FakeHub hub = FakeHub.start().grant(LEASE);
  private final FakeTopicSite site = FakeTopicSite.start();
  private final ManualClock clock = new ManualClock();
  private final AwayStore store = new AwayStore();
  private final AtomicBoolean failing = new AtomicBoolean();
  private Container container;
  private Subscriber subscriber;

  @BeforeEach
  void start() throws Exception {
    container = new JettyContainer();
    subscriber = subscriber(settings -> settings);
    container.deploy(
        "",
        (classes, servlets) -> {
          ServletRegistration.Dynamic push =
              servlets.addServlet("push", new PushCallbackServlet(subscriber));
          push.addMapping("/push/*");
          push.setAsyncSupported(true);
        });
  }

  @AfterEach
  void close() {
    subscriber.close();
    container.close();
    hub.close();
    site.close();
  }

  /** Another one on the same store is as one on another node. */
  private Subscriber subscriber(UnaryOperator<SubscriberBuilder> settings) {
    return settings
        .apply(
            Subscriber.builder()
                .callbackBase(
                    Endpoint.callbackBase(URI.create("http://127.0.0.1:" + container.port())))
                .listener(
                    update -> {
                      if (failing.get()) {
                        throw new IllegalStateException("the search index is away");
                      }
                    })
                .store(store)
                .inbox(new InMemoryUpdateInbox())
                .urlPolicy(UrlPolicy.allowPrivate())
                .clock(clock))
        .build();
  }

  @Test
  void verdict_isWell_whenAllIs() {
    Subscription active = active();
    deliver();

    Diagnosis diagnosis = diagnose(active, Verdict.HEALTHY);
    assertThat(diagnosis.findings())
        .extracting(Finding::check)
        .containsExactlyElementsOf(Arrays.asList(Check.values()));
    assertThat(diagnosis.findings())
        .filteredOn(each -> each.check() != Check.HUB_VIEW)
        .allMatch(each -> each.result() == Result.OK);
    assertThat(diagnosis.toString())
        .as("no secret, no token")
        .doesNotContain(
            known(active).callback().value(), String.valueOf(known(active).secret().value()));
  }

  @Test
  void verdict_isUnsubscribed_whenTheHubDoesNotVerifyTheEnd() {
    Subscription active = active();
    hub.behaviour(HubBehaviour.hold());
    subscriber.unsubscribe(active.id());
    diagnose(active, Verdict.UNSUBSCRIBED);
  }

  @Test
  void verdict_isPaused_whenAnOperatorHasPausedIt() {
    Subscription active = active();
    subscriber.operations().apply(OperatorAction.PAUSE, active.id());
    clock.advance(LEASE.multipliedBy(2));
    assertFound(diagnose(active, Verdict.PAUSED), Check.LEASE, Result.BAD, "It ended at");
  }

  @Test
  void verdict_isCallbackUnreachable_whenNobodyAnswersThere() {
    Subscription active = active();
    container.close();
    assertFound(
        diagnose(active, Verdict.CALLBACK_UNREACHABLE),
        Check.CALLBACK,
        Result.BAD,
        "No connection");
  }

  @Test
  void verdict_isCallbackUnreachable_whenTheEndpointIsOfAnotherApplication() throws Exception {
    Subscription active = active();
    try (Container other = new JettyContainer();
        Subscriber stranger = subscriber(settings -> settings.store(new AwayStore()))) {
      other.deploy(
          "",
          (classes, servlets) ->
              servlets.addServlet("push", new PushCallbackServlet(stranger)).addMapping("/push/*"));
      store.moved = URI.create("http://127.0.0.1:" + other.port() + "/push/");
      assertFound(
          diagnose(active, Verdict.CALLBACK_UNREACHABLE), Check.CALLBACK, Result.BAD, "404");
    }
  }

  @Test
  void verdict_isDenied_withTheReasonOfTheHub() {
    Subscription active = active();
    hub.deny(lastRequest(), "this reader is blocked");
    assertFound(
        diagnose(active, Verdict.DENIED), Check.STATE, Result.BAD, "this reader is blocked");
  }

  @Test
  void verdict_isHubDown_whenItDoesNotAnswer() {
    Subscription active = active();
    hub.close();
    assertFound(diagnose(active, Verdict.HUB_DOWN), Check.HUB, Result.BAD, "does not answer");
  }

  @Test
  void verdict_isHubDown_whenItFailsOnRequests() {
    hub.behaviour(HubBehaviour.refuse(503, "overload"));
    assertThatThrownBy(() -> subscriber.subscribe(feed())).isInstanceOf(HubException.class);
    assertFound(diagnose(onlyOne(), Verdict.HUB_DOWN), Check.HUB, Result.BAD, "503");
  }

  @Test
  void verdict_isNoHub_whenTheResourceNamesNone() {
    URI page = site.page("/page", FakeResponse.of(200));
    Subscription kept = subscriber.subscribeLater(SubscriptionRequest.of(page));
    subscriber.runDueWork();
    diagnose(kept, Verdict.NO_HUB);
  }

  @Test
  void verdict_isRefused_withTheWordsOfTheHub() {
    hub.behaviour(HubBehaviour.refuse(403, "customers only, all others are answered 503"));
    assertThatThrownBy(() -> subscriber.subscribe(feed())).isInstanceOf(HubException.class);
    assertFound(diagnose(onlyOne(), Verdict.REFUSED), Check.STATE, Result.BAD, "customers only");
  }

  @Test
  void verdict_isCallbackUnreachable_whenAHubRefusedSinceItReachedNobody() {
    container.close();
    assertThatThrownBy(() -> subscriber.subscribe(feed())).isInstanceOf(HubException.class);
    assertFound(
        diagnose(onlyOne(), Verdict.CALLBACK_UNREACHABLE),
        Check.CALLBACK,
        Result.BAD,
        "No connection to the callback base");
  }

  @Test
  void verdict_isLeaseLapsed_whenNobodyRenews() {
    Subscription active = active();
    clock.advance(LEASE.plusDays(1));
    Diagnosis diagnosis = diagnose(active, Verdict.LEASE_LAPSED);
    assertFound(diagnosis, Check.LEASE, Result.BAD, "It ended at");
    assertFound(diagnosis, Check.WORK, Result.BAD, "no node does it");
  }

  @Test
  void verdict_isWorkNotDone_whenNobodyRenewsAndTheLeaseRuns() {
    Subscription active = active();
    clock.advance(LEASE.minusDays(1));
    diagnose(active, Verdict.WORK_NOT_DONE);
  }

  @Test
  void verdict_isNotVerified_whenTheHubHasNotAsked() {
    hub.behaviour(HubBehaviour.hold());
    diagnose(subscriber.subscribe(feed()), Verdict.NOT_VERIFIED);
  }

  @Test
  void verdict_isListenerFailing_withItsError() {
    Subscription active = active();
    failing.set(true);
    deliver();
    subscriber.runDueWork();
    assertFound(
        diagnose(active, Verdict.LISTENER_FAILING),
        Check.LISTENER,
        Result.BAD,
        "the search index is away");
  }

  @Test
  void verdict_isTopicChanged_whenTheResourceNamesAnotherHub() {
    Subscription active = active();
    site.advertise("/feed", hub.url("/another"));
    assertFound(diagnose(active, Verdict.TOPIC_CHANGED), Check.TOPIC, Result.BAD, "/another");
  }

  @Test
  void verdict_isHubDisagrees_whenTheHubSaysSo() {
    Subscription active = active();
    HubClient telling = new Telling(new HubClient.View(false, "State: expired"));
    try (Subscriber node = subscriber(settings -> settings.hubClient(telling))) {
      Diagnosis diagnosis = node.operations().diagnose(active.id()).orElseThrow();
      assertThat(diagnosis.verdict()).isEqualTo(Verdict.HUB_DISAGREES);
      assertFound(diagnosis, Check.HUB_VIEW, Result.BAD, "The hub says: State: expired");
    }
  }

  @Test
  void verdict_isHubSilent_whenNothingCameForLong() {
    Subscription active = active();
    deliver();
    clock.advance(Duration.ofDays(8));
    subscriber.runDueWork();
    assertFound(diagnose(active, Verdict.HUB_SILENT), Check.UPDATES, Result.BAD, "8 days ago");
  }

  @Test
  void verdict_isWell_whenTheTimeOfTheLastUpdateMayBeTooOld() {
    Subscription active = active();
    deliver();
    clock.advance(Duration.ofDays(8));
    subscriber.runDueWork();
    CallbackSettings rarely =
        CallbackSettings.builder().lastUpdatePrecision(Duration.ofDays(2)).build();
    try (Subscriber node = subscriber(settings -> settings.callbacks(rarely))) {
      assertThat(node.operations().diagnose(active.id()).orElseThrow().verdict())
          .isEqualTo(Verdict.HEALTHY);
    }
  }

  @Test
  void verdict_isStoreAway_whenTheStoreFails() {
    Subscription active = active();
    store.away = true;
    assertFound(
        diagnose(active, Verdict.STORE_UNAVAILABLE),
        Check.STATE,
        Result.BAD,
        "no route to the database");
  }

  @Test
  void finding_saysSo_whenThePolicyForbidsOurOwnCallback() {
    Subscription active = active();
    deliver();
    HttpTransport transport =
        JdkHttpTransport.builder()
            .urlPolicy(
                url ->
                    url.getPath().startsWith("/push/")
                        ? Optional.of("a private address")
                        : Optional.empty())
            .build();
    try (Subscriber node = subscriber(settings -> settings.transport(transport))) {
      Diagnosis diagnosis = node.operations().diagnose(active.id()).orElseThrow();
      assertThat(diagnosis.verdict()).isEqualTo(Verdict.HEALTHY);
      assertFound(diagnosis, Check.CALLBACK, Result.UNKNOWN, "a private address");
    }
  }

  @Test
  void finding_isUnknown_whenTheInboxIsAway() {
    Subscription active = active();
    UpdateInbox away =
        new ForwardingUpdateInbox(new InMemoryUpdateInbox()) {
          @Override
          public List<InboxEntry> list(Query query) {
            throw new StoreException("no route to the inbox", null);
          }
        };
    try (Subscriber node = subscriber(settings -> settings.inbox(away))) {
      assertFound(
          node.operations().diagnose(active.id()).orElseThrow(),
          Check.LISTENER,
          Result.UNKNOWN,
          "no route to the inbox");
    }
  }

  @Test
  void finding_isUnknown_whenACheckHangs() {
    Subscription active = active();
    CountDownLatch never = new CountDownLatch(1);
    try (Subscriber node =
        subscriber(
            settings ->
                settings
                    .discoveryDeadline(Duration.ofMillis(600))
                    .hubDeadline(Duration.ofMillis(400))
                    .topicDiscoverer(resource -> hang(never)))) {
      Diagnosis diagnosis = node.operations().diagnose(active.id()).orElseThrow();
      assertFound(diagnosis, Check.TOPIC, Result.UNKNOWN, "No answer within 1 s");
      assertThat(Thread.getAllStackTraces().keySet())
          .as("no thread of the JDK that would keep an application's class loader")
          .extracting(Thread::getName)
          .doesNotContain("CompletableFutureDelayScheduler");
    } finally {
      never.countDown();
    }
  }

  private static TopicLinks hang(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("nothing was found");
  }

  @Test
  void diagnosis_isEmpty_whenThereIsNoSubscription() {
    assertThat(subscriber.operations().diagnose(SubscriptionId.next(clock.instant()))).isEmpty();
  }

  private URI feed() {
    return site.advertise("/feed", hub.url());
  }

  private Subscription active() {
    hub.behaviour(HubBehaviour.inline());
    return subscriber.subscribe(feed());
  }

  private void deliver() {
    assertThat(hub.deliver(lastRequest(), "news".getBytes(UTF_8), "text/plain").status())
        .isEqualTo(200);
    subscriber.runDueWork();
  }

  private HubRequest lastRequest() {
    return hub.awaitRequest("subscribe", hub.requests("subscribe").size(), SOON);
  }

  private Subscription onlyOne() {
    return subscriber.operations().list(SubscriptionQuery.all()).get(0);
  }

  private static Registration known(Subscription subscription) {
    return subscription.registration().orElseThrow();
  }

  private Diagnosis diagnose(Subscription subscription, Verdict expected) {
    Diagnosis diagnosis = subscriber.operations().diagnose(subscription.id()).orElseThrow();
    assertThat(diagnosis.verdict()).as("%s", diagnosis).isEqualTo(expected);
    return diagnosis;
  }

  private static void assertFound(
      Diagnosis diagnosis, Check check, Result result, String... words) {
    assertThat(diagnosis.findings())
        .filteredOn(each -> each.check() == check)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.result()).as(each.text()).isEqualTo(result);
              assertThat(each.text()).contains(words);
            });
  }

  /** A store that can be away, and whose callbacks can be at another place. */
  private static final class AwayStore extends ForwardingSubscriptionStore {
    private volatile boolean away;
    private volatile @Nullable URI moved;

    AwayStore() {
      super(new InMemorySubscriptionStore());
    }

    @Override
    public Optional<Subscription> findById(SubscriptionId id) {
      if (away) {
        throw new StoreException("no route to the database", null);
      }
      URI base = moved;
      return super.findById(id).map(found -> base == null ? found : at(base, found));
    }

    private static Subscription at(URI base, Subscription found) {
      Registration known = known(found);
      return found.toBuilder()
          .grant(
              new Grant(
                  new Registration(known.target(), known.callback(), base, known.secret()),
                  found.lease()))
          .build();
    }
  }

  /** A client of a hub that tells what it knows. */
  private record Telling(View view) implements HubClient {
    private static final HubClient FORMS =
        new FormHubClient(
            JdkHttpTransport.builder().urlPolicy(UrlPolicy.allowPrivate()).build(),
            HubCredentials.none(),
            HubProfiles.defaults(),
            "test",
            SOON,
            InstantSource.system());

    @Override
    public Reply ask(Ask ask) {
      return FORMS.ask(ask);
    }

    @Override
    public void publish(Ping ping) {
      FORMS.publish(ping);
    }

    @Override
    public Optional<View> view(Registration known) {
      return Optional.of(view);
    }
  }
}
