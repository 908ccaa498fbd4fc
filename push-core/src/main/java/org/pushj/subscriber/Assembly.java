package org.pushj.subscriber;

import java.net.URI;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.UpdateListener;
import org.pushj.callback.CallbackHandler;
import org.pushj.delivery.Deliveries;
import org.pushj.delivery.InboxIntake;
import org.pushj.delivery.ListenerIntake;
import org.pushj.discovery.WebTopicDiscoverer;
import org.pushj.endpoint.ContentReception;
import org.pushj.endpoint.Intake;
import org.pushj.endpoint.ProtocolCallbackHandler;
import org.pushj.endpoint.StoreCalls;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.lifecycle.Announcer;
import org.pushj.lifecycle.HubAsker;
import org.pushj.lifecycle.HubUrlCheck;
import org.pushj.lifecycle.Lifecycle;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.lifecycle.TopicLookup;
import org.pushj.renewal.DueSubscriptions;
import org.pushj.settings.DeliverySettings;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UpdateInbox;
import org.pushj.work.Counters;
import org.pushj.work.DaemonPools;
import org.pushj.work.HubCircuitBreakers;
import org.pushj.work.WakeUp;

/** Puts the parts of a subscriber together, as its builder says. */
final class Assembly {
  private final SubscriberBuilder settings;
  private final URI callbackBase;
  private final UpdateListener listener;
  private final Announcer announcer;
  private final Lifecycles lifecycles;
  private final Counters counters = new Counters();
  private final DaemonPools pools = new DaemonPools();

  /**
   * Takes the settings over.
   *
   * @throws IllegalStateException if the callback base or the listener is missing
   */
  Assembly(SubscriberBuilder settings) {
    this.settings = settings;
    this.callbackBase = required("callbackBase", settings.callbackBase);
    this.listener = required("listener", settings.listener);
    this.announcer = new Announcer(settings.subscriptionListener);
    this.lifecycles = lifecycles();
  }

  Subscriber subscriber() {
    UpdateInbox inbox = settings.inbox;
    if (inbox == null) {
      Intake direct = new ListenerIntake(listener, counters);
      return subscriber(handler(direct, StoreCalls.UNLIMITED), null);
    }
    DeliverySettings deliveries = settings.deliveries;
    Executor own = deliveries.executor();
    WakeUp wakeUp = new WakeUp();
    StoreCalls calls = StoreCalls.within(deliveries.storeTimeout(), pools.pool("push-store"));
    Intake intake = new InboxIntake(inbox, deliveries, calls, settings.clock, counters, wakeUp);
    return subscriber(
        handler(intake, calls),
        new Deliveries(
            inbox,
            listener,
            deliveries,
            settings.linkHeaderParser,
            own == null ? pools.pool("push-listener") : own,
            wakeUp,
            settings.clock,
            counters));
  }

  private Subscriber subscriber(CallbackHandler handler, @Nullable Deliveries deliveries) {
    DueSubscriptions due =
        new DueSubscriptions(settings.store, lifecycles, settings.work, callbackBase, settings.hub);
    Wishes wishes = new Wishes(settings.store, lifecycles, settings.work.claim());
    Background background = new Background(due, deliveries, settings.work);
    return new Subscriber(wishes, settings.store, handler, background, counters, pools);
  }

  private CallbackHandler handler(Intake intake, StoreCalls storeCalls) {
    SignatureVerifier own = settings.signatureVerifier;
    ContentReception reception =
        new ContentReception(
            intake,
            lifecycles,
            storeCalls,
            own == null ? new HmacSignatureVerifier(settings.minimumSignature) : own,
            settings.linkHeaderParser,
            announcer,
            counters,
            settings.maxUpdateBytes,
            settings.tellsOfWrongSignatures);
    Executor executor = settings.listenerExecutor;
    return new ProtocolCallbackHandler(
        settings.store,
        storeCalls,
        lifecycles,
        reception,
        executor == null ? pools.pool("push-events") : executor);
  }

  private Lifecycles lifecycles() {
    HttpTransport http = transport();
    return new Lifecycles(
        settings.store,
        new Lifecycle(settings.renewals, settings.retries, callbackBase),
        new TopicLookup(
            settings.store,
            discoverer(http),
            settings.knownHubs,
            new HubUrlCheck(settings.urlPolicy, settings.hubDeadline),
            settings.hubChoice,
            settings.hub),
        new HubAsker(hubClient(http), new HubCircuitBreakers(), settings.lease),
        announcer,
        settings.clock);
  }

  private HttpTransport transport() {
    HttpTransport own = settings.transport;
    return own != null
        ? own
        : JdkHttpTransport.builder()
            .urlPolicy(settings.urlPolicy)
            .executor(pools.pool("push-http"))
            .build();
  }

  private TopicDiscoverer discoverer(HttpTransport http) {
    TopicDiscoverer own = settings.topicDiscoverer;
    return own != null
        ? own
        : new WebTopicDiscoverer(
            http, settings.linkHeaderParser, settings.userAgent, settings.discoveryDeadline);
  }

  private HubClient hubClient(HttpTransport http) {
    HubClient own = settings.hubClient;
    return own != null
        ? own
        : new FormHubClient(
            http,
            settings.credentials,
            settings.hubProfiles,
            settings.userAgent,
            settings.hubDeadline,
            settings.clock);
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(name + ": is required");
    }
    return value;
  }
}
