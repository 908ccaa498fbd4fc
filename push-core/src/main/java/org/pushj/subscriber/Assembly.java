package org.pushj.subscriber;

import java.net.URI;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.UpdateListener;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.discovery.WebTopicDiscoverer;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.signature.HmacSignatureVerifier;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UpdateInbox;
import org.pushj.work.DaemonPools;
import org.pushj.work.HubCircuitBreakers;
import org.pushj.work.WakeUp;

/** Puts the parts of a subscriber together, as its builder says. */
final class Assembly {
  private final SubscriberBuilder settings;
  private final URI callbackBase;
  private final UpdateListener listener;
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
  }

  Subscriber subscriber() {
    UpdateInbox inbox = settings.inbox;
    if (inbox == null) {
      Intake direct = new ListenerIntake(listener, counters);
      return new Subscriber(context(direct, StoreCalls.UNLIMITED), null, pools);
    }
    DeliverySettings deliveries = settings.deliveries;
    WakeUp wakeUp = new WakeUp();
    StoreCalls calls = StoreCalls.within(deliveries.storeTimeout, pools.pool("push-store"));
    Intake intake = new InboxIntake(inbox, deliveries, calls, settings.clock, counters, wakeUp);
    SubscriberContext context = context(intake, calls);
    return new Subscriber(
        context,
        new Deliveries(context, inbox, listener, deliveries, listenerCalls(deliveries), wakeUp),
        pools);
  }

  private ListenerCalls listenerCalls(DeliverySettings deliveries) {
    Executor own = deliveries.executor;
    return new ListenerCalls(
        own != null ? own : pools.pool("push-listener"), deliveries.listenerTimeout);
  }

  private SubscriberContext context(Intake intake, StoreCalls calls) {
    HttpTransport http = transport();
    return new SubscriberContext(
        callbackBase,
        intake,
        new Announcer(settings.subscriptionListener),
        settings.store,
        calls,
        settings.knownHubs,
        new WebTopicDiscoverer(
            http, new Rfc8288LinkHeaderParser(), settings.userAgent, settings.discoveryDeadline),
        hubClient(http),
        new HubUrlCheck(settings.urlPolicy, settings.hubDeadline),
        new HmacSignatureVerifier(settings.minimumSignature),
        settings.renewals,
        new Schedule(settings.renewals, settings.retries),
        settings.hubChoice,
        settings.work,
        new HubCircuitBreakers(),
        settings.lease,
        settings.hub,
        settings.maxUpdateBytes,
        settings.tellsOfWrongSignatures,
        settings.clock,
        counters);
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

  private FormHubClient hubClient(HttpTransport http) {
    return new FormHubClient(
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
