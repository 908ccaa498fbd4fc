package org.pushj.subscriber;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.UpdateId;
import org.pushj.UpdateListener;
import org.pushj.callback.CallbackHandler;
import org.pushj.contact.HubCircuitBreakers;
import org.pushj.contact.HubPlaces;
import org.pushj.contact.HubRates;
import org.pushj.contact.HubUrlCheck;
import org.pushj.contact.UnsureVerifications;
import org.pushj.contact.VerificationWatch;
import org.pushj.delivery.Deliveries;
import org.pushj.delivery.InboxIntake;
import org.pushj.delivery.ListenerIntake;
import org.pushj.delivery.MonitoredListener;
import org.pushj.diagnosis.CallbackCheck;
import org.pushj.diagnosis.Diagnoser;
import org.pushj.diagnosis.HubCheck;
import org.pushj.diagnosis.HubViewCheck;
import org.pushj.diagnosis.ListenerCheck;
import org.pushj.diagnosis.TopicCheck;
import org.pushj.discovery.WebTopicDiscoverer;
import org.pushj.endpoint.ContentReception;
import org.pushj.endpoint.Intake;
import org.pushj.endpoint.IntakeRun;
import org.pushj.endpoint.ProtocolCallbackHandler;
import org.pushj.endpoint.RecentLookups;
import org.pushj.endpoint.Rejections;
import org.pushj.endpoint.StoreCalls;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.lifecycle.Announcer;
import org.pushj.lifecycle.HubAsker;
import org.pushj.lifecycle.Lifecycle;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.lifecycle.TopicLookup;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.monitoring.Counters;
import org.pushj.platform.Platform;
import org.pushj.renewal.CallbackBaseMove;
import org.pushj.renewal.DueSubscriptions;
import org.pushj.scheduling.DaemonPools;
import org.pushj.scheduling.StartCheck;
import org.pushj.scheduling.WakeUp;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UpdateInbox;
import org.pushj.time.Claims;

/** Puts the parts of a subscriber together, as its builder says. */
final class Assembly {
  private final SubscriberBuilder settings;
  private final RecentLookups store;
  private final StoreCalls checks;
  private final URI callbackBase;
  private final StartLog startLog;
  private final UpdateListener listener;
  private final Announcer announcer;
  private final HttpTransport http;
  private final VerificationWatch verifications;
  private final UnsureVerifications unsure = new UnsureVerifications();
  private final HubAsker hubs;
  private final HubPlaces places;
  private final TopicLookup lookup;
  private final Lifecycles lifecycles;
  private final Counters counters = new Counters();
  private final WakeUp received = new WakeUp();
  private final Platform platform;
  private final DaemonPools pools;

  /**
   * Takes the settings over.
   *
   * @throws IllegalStateException if the callback base or the listener is missing
   * @throws IllegalArgumentException if the claim is too short for a look-up and a request
   */
  Assembly(SubscriberBuilder settings) {
    this.settings = settings;
    this.platform = settings.platform;
    this.pools = new DaemonPools(platform.threads(), platform.sleeper());
    this.callbackBase = required("callbackBase", settings.callbackBase);
    this.listener =
        new MonitoredListener(
            required("listener", settings.listener), settings.monitor, platform.ticker());
    Claims.checkTwice(
        "discoveryDeadline and hubDeadline together",
        settings.discoveryDeadline.plus(settings.hubDeadline),
        settings.work.claim());
    this.startLog = new StartLog(settings, callbackBase);
    this.store =
        new RecentLookups(
            settings.store, settings.callbacks.lookupsKept(), clock(settings.store.clock()));
    this.checks = storeCalls("push-start");
    this.announcer = new Announcer(settings.subscriptionListener);
    this.http = http();
    this.verifications =
        new VerificationWatch(settings.store, callbackBase, clock(settings.store.clock()));
    this.hubs = hubs();
    this.places = new HubPlaces(settings.work.perHub());
    this.lookup = lookup();
    this.lifecycles = lifecycles();
  }

  Subscriber subscriber() {
    UpdateInbox inbox = settings.inbox;
    DueSubscriptions due =
        new DueSubscriptions(
            store,
            new CallbackBaseMove(settings.store, lifecycles, callbackBase),
            lifecycles,
            hubs,
            places,
            settings.work,
            verifications,
            unsure);
    StoreCalls storeCalls = hangs(inbox) ? storeCalls("push-store") : StoreCalls.UNLIMITED;
    IntakeRun intake = new IntakeRun(intake(inbox, storeCalls), lifecycles::now);
    CallbackHandler handler = handler(intake, storeCalls);
    RenewalWatch watch = new RenewalWatch(clock(settings.store.clock()), startLog);
    Intents intents =
        new Intents(
            store, lifecycles, settings.work.claim(), platform.sleeper(), platform.ticker());
    Background background =
        new Background(
            due,
            inbox == null ? null : deliveries(inbox),
            settings.work,
            watch,
            platform.threads(),
            platform.ticker(),
            () -> checkAtStart(inbox));
    return new Subscriber(
        intents,
        store,
        lifecycles,
        request -> {
          watch.look();
          return handler.open(request);
        },
        background,
        new ManyRequests(
            request -> {
              watch.wanted();
              return intents.subscribe(request);
            },
            store,
            pools.pool("push-subscribe"),
            platform.threads(),
            platform.ticker()),
        new Operations(
            intents,
            store,
            settings.store instanceof SearchableStore search ? search : null,
            inbox,
            lifecycles,
            diagnoser(inbox),
            health(inbox, intake),
            background,
            () -> SubscriberStatistics.of(counters, hubHealth())),
        pools);
  }

  private void checkAtStart(@Nullable UpdateInbox inbox) {
    StartCheck.read(() -> checks.call(() -> settings.store.findByKey("")));
    if (inbox != null) {
      StartCheck.read(() -> checks.call(() -> inbox.findById(new UpdateId(new UUID(0, 0)))));
    }
  }

  private List<HubHealth> hubHealth() {
    return hubs.health(clock(settings.store.clock()).instant());
  }

  private HealthCheck health(@Nullable UpdateInbox inbox, IntakeRun intake) {
    return new HealthCheck(
        settings.store,
        inbox,
        this::hubHealth,
        verifications,
        intake,
        pools.pool("push-health"),
        clock(settings.store.clock()),
        platform,
        settings.work.claim(),
        settings.deliveries);
  }

  private Deliveries deliveries(UpdateInbox inbox) {
    return new Deliveries(
        inbox,
        listener,
        settings.deliveries,
        settings.linkHeaderParser,
        executor(settings.deliveries.executor(), "push-listener"),
        received,
        clock(inbox.clock()),
        counters,
        settings.monitor,
        platform.threads());
  }

  /** Tells whether hubs may wait for a store for long: memory answers at once. */
  private boolean hangs(@Nullable UpdateInbox inbox) {
    return !(settings.store instanceof InMemorySubscriptionStore)
        || (inbox != null && !(inbox instanceof InMemoryUpdateInbox));
  }

  private StoreCalls storeCalls(String name) {
    return StoreCalls.within(
        settings.deliveries.storeTimeout(),
        pools.pool(name),
        platform.threads(),
        platform.ticker());
  }

  private Intake intake(@Nullable UpdateInbox inbox, StoreCalls calls) {
    return inbox == null
        ? new ListenerIntake(listener, counters, lifecycles::now)
        : new InboxIntake(
            inbox,
            settings.deliveries,
            calls,
            pools.pool("push-count"),
            clock(inbox.clock()),
            counters,
            received);
  }

  private CallbackHandler handler(Intake intake, StoreCalls storeCalls) {
    SignatureVerifier signatures =
        settings.signatureVerifier != null
            ? settings.signatureVerifier
            : new HmacSignatureVerifier(settings.minimumSignature);
    Executor listeners = executor(settings.listenerExecutor, "push-events");
    return new ProtocolCallbackHandler(
        store,
        storeCalls,
        lifecycles,
        new ContentReception(
            intake,
            lifecycles,
            storeCalls,
            signatures,
            settings.linkHeaderParser,
            new Rejections(announcer, counters, settings.monitor, listeners, lifecycles::now),
            settings.monitor,
            settings.callbacks,
            platform.ticker(),
            platform.ids()),
        hubs,
        listeners,
        settings.callbacks.takesOldChallenges(),
        verifications,
        unsure,
        settings.monitor);
  }

  private HttpTransport http() {
    if (settings.transport != null) {
      return settings.transport;
    }
    JdkHttpTransport own =
        JdkHttpTransport.builder()
            .urlPolicy(settings.urlPolicy)
            .executor(pools.pool("push-http"))
            .build();
    pools.onEnd(own::close);
    return own;
  }

  private HubAsker hubs() {
    HubClient client =
        settings.hubClient != null
            ? settings.hubClient
            : new FormHubClient(
                http,
                settings.credentials,
                settings.hubProfiles,
                settings.userAgent,
                settings.hubDeadline,
                clock(settings.store.clock()),
                platform.ticker()::nanoTime);
    return new HubAsker(
        client,
        new HubCircuitBreakers(),
        new HubRates(settings.work.perHubPerSecond()),
        settings.lease,
        verifications,
        settings.monitor,
        platform.ticker());
  }

  private TopicLookup lookup() {
    TopicDiscoverer discoverer =
        settings.topicDiscoverer != null
            ? settings.topicDiscoverer
            : new WebTopicDiscoverer(
                http,
                settings.linkHeaderParser,
                settings.userAgent,
                settings.discoveryDeadline,
                platform.ticker()::nanoTime);
    return new TopicLookup(
        discoverer,
        settings.knownHubs,
        new HubUrlCheck(settings.urlPolicy, settings.hubDeadline, platform.threads()),
        hubs,
        places,
        settings.hub,
        platform.randomness());
  }

  private Lifecycles lifecycles() {
    Lifecycle lifecycle =
        new Lifecycle(
            settings.renewals,
            settings.retries,
            callbackBase,
            settings.requiresSigned,
            settings.callbacks.lastUpdatePrecision());
    return new Lifecycles(
        store, lifecycle, lookup, hubs, announcer, clock(settings.store.clock()), platform.ids());
  }

  private Diagnoser diagnoser(@Nullable UpdateInbox inbox) {
    return new Diagnoser(
        store,
        lifecycles,
        List.of(
            new ListenerCheck(inbox),
            new CallbackCheck(
                callbackBase,
                http,
                settings.userAgent,
                settings.hubDeadline,
                platform.randomness()),
            new TopicCheck(lookup),
            new HubCheck(hubs, http, settings.userAgent, settings.hubDeadline),
            new HubViewCheck(hubs)),
        pools.pool("push-diagnosis"),
        settings.discoveryDeadline.plus(settings.hubDeadline),
        settings.callbacks.lastUpdatePrecision(),
        platform.threads(),
        platform.ticker());
  }

  private InstantSource clock(InstantSource shared) {
    return settings.clock == null ? shared : settings.clock;
  }

  private Executor executor(@Nullable Executor own, String name) {
    return own == null ? pools.pool(name) : own;
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(name + ": is required");
    }
    return value;
  }
}
