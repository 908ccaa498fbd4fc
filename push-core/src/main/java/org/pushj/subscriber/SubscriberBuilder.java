package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.Lease;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionRequest;
import org.pushj.UpdateListener;
import org.pushj.contact.HubUrlCheck;
import org.pushj.discovery.KnownHubs;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.HubProfiles;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.monitoring.GuardedMonitor;
import org.pushj.platform.Platform;
import org.pushj.settings.CallbackSettings;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RenewalPolicy;
import org.pushj.settings.RetryPolicy;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.Monitor;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UpdateInbox;
import org.pushj.spi.UrlPolicy;
import org.pushj.text.Texts;
import org.pushj.time.Durations;

/**
 * Builds a {@link Subscriber}. The callback base and the listener are required; everything else has
 * a default. Used by one thread.
 *
 * @since 0.1
 */
public final class SubscriberBuilder {
  @Nullable URI callbackBase;
  @Nullable UpdateListener listener;
  SubscriptionListener subscriptionListener = new SubscriptionListener() {};
  SubscriptionStore store = new InMemorySubscriptionStore();
  @Nullable UpdateInbox inbox;
  DeliverySettings deliveries = DeliverySettings.defaults();
  UrlPolicy urlPolicy = UrlPolicy.publicOnly();
  @Nullable HttpTransport transport;
  @Nullable HubClient hubClient;
  @Nullable TopicDiscoverer topicDiscoverer;
  @Nullable SignatureVerifier signatureVerifier;
  @Nullable Executor listenerExecutor;
  LinkHeaderParser linkHeaderParser = new Rfc8288LinkHeaderParser();
  HubCredentials credentials = HubCredentials.none();
  HubProfiles hubProfiles = HubProfiles.defaults();
  RenewalPolicy renewals = RenewalPolicy.defaults();
  RetryPolicy retries = RetryPolicy.defaults();
  WorkSettings work = WorkSettings.defaults();
  @Nullable Duration lease;
  @Nullable URI hub;
  KnownHubs knownHubs = KnownHubs.defaults();
  String userAgent = "push/0.1";
  Duration discoveryDeadline = Duration.ofSeconds(20);
  Duration hubDeadline = Duration.ofSeconds(10);
  SignatureAlgorithm minimumSignature = SignatureAlgorithm.SHA1;
  boolean requiresSigned;
  CallbackSettings callbacks = CallbackSettings.defaults();
  @Nullable InstantSource clock;
  Monitor monitor = Monitor.none();
  Platform platform = Platform.system();

  SubscriberBuilder() {}

  /**
   * Sets the public URL under which hubs reach the callback endpoint. It is never derived from a
   * request, since requests contain what a proxy or an attacker wrote. Required.
   *
   * @param base an http or https URL without query and fragment, short enough for callback URLs of
   *     at most 250 characters
   */
  public SubscriberBuilder callbackBase(URI base) {
    this.callbackBase = CallbackBase.checked(base);
    return this;
  }

  /** Sets the listener of updates. Required. */
  public SubscriberBuilder listener(UpdateListener listener) {
    this.listener = listener;
    return this;
  }

  /** Sets the listener of subscription events. Default: none. */
  public SubscriberBuilder subscriptionListener(SubscriptionListener listener) {
    this.subscriptionListener = listener;
    return this;
  }

  /** Sets the store of subscriptions. Default: in memory, lost with the process. */
  public SubscriberBuilder store(SubscriptionStore store) {
    this.store = store;
    return this;
  }

  /** Sets the inbox of updates. Default: none, so that the hub waits for the listener. */
  public SubscriberBuilder inbox(UpdateInbox inbox) {
    this.inbox = inbox;
    return this;
  }

  /** Sets how updates of an inbox are delivered. Default: {@link DeliverySettings#defaults()}. */
  public SubscriberBuilder deliveries(DeliverySettings settings) {
    this.deliveries = settings;
    return this;
  }

  /** Sets which URLs may be contacted. Default: those at public addresses. */
  public SubscriberBuilder urlPolicy(UrlPolicy policy) {
    this.urlPolicy = policy;
    return this;
  }

  /** Sets the HTTP transport, which enforces a URL policy. Default: a {@link JdkHttpTransport}. */
  public SubscriberBuilder transport(HttpTransport transport) {
    this.transport = transport;
    return this;
  }

  /**
   * Sets the hub client. Default: a {@link org.pushj.hub.FormHubClient}. {@link #credentials},
   * {@link #hubProfiles}, {@link #userAgent} and {@link #hubDeadline} have no effect on a custom
   * one.
   */
  public SubscriberBuilder hubClient(HubClient client) {
    this.hubClient = client;
    return this;
  }

  /**
   * Sets the discovery of topics and hubs. Default: a {@link
   * org.pushj.discovery.WebTopicDiscoverer}. {@link #discoveryDeadline} has no effect on a custom
   * one.
   */
  public SubscriberBuilder topicDiscoverer(TopicDiscoverer discoverer) {
    this.topicDiscoverer = discoverer;
    return this;
  }

  /**
   * Sets the signature verifier. Default: a {@link org.pushj.signature.HmacSignatureVerifier}.
   * {@link #minimumSignature} has no effect on a custom one.
   */
  public SubscriberBuilder signatureVerifier(SignatureVerifier verifier) {
    this.signatureVerifier = verifier;
    return this;
  }

  /** Sets the parser of {@code Link} headers. Default: a {@link Rfc8288LinkHeaderParser}. */
  public SubscriberBuilder linkHeaderParser(LinkHeaderParser parser) {
    this.linkHeaderParser = parser;
    return this;
  }

  /**
   * Sets the executor of the {@link SubscriptionListener} for events that result from a hub's
   * request, which are reported after the answer. Rejected events are lost. Default: daemon
   * threads.
   */
  public SubscriberBuilder listenerExecutor(Executor executor) {
    this.listenerExecutor = executor;
    return this;
  }

  /**
   * Sets the credentials sent to hubs; they take precedence over those of hub profiles. Default:
   * none.
   */
  public SubscriberBuilder credentials(HubCredentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /**
   * Sets the profiles of hubs, which describe their deviations from the specification. Default:
   * {@link HubProfiles#defaults()}.
   */
  public SubscriberBuilder hubProfiles(HubProfiles profiles) {
    this.hubProfiles = profiles;
    return this;
  }

  /** Sets how leases are measured and renewed. Default: {@link RenewalPolicy#defaults()}. */
  public SubscriberBuilder renewals(RenewalPolicy policy) {
    this.renewals = policy;
    return this;
  }

  /** Sets when a failed request is retried. Default: {@link RetryPolicy#defaults()}. */
  public SubscriberBuilder retries(RetryPolicy policy) {
    this.retries = policy;
    return this;
  }

  /** Sets the concurrency of background work. Default: {@link WorkSettings#defaults()}. */
  public SubscriberBuilder work(WorkSettings settings) {
    this.work = settings;
    return this;
  }

  /** Sets the lease, in whole seconds, for requests that name none. Default: the hub decides. */
  public SubscriberBuilder lease(Duration lease) {
    this.lease = Lease.checkedLength("lease", lease);
    return this;
  }

  /**
   * Sets the hub for requests that name none, without discovery and with the resource as the topic.
   * Default: none; the hub is discovered.
   *
   * @param hub an http or https URL of at most {@value SubscriptionRequest#MAX_URL} characters; it
   *     is {@linkplain org.pushj.Urls#normalized normalized}
   */
  public SubscriberBuilder hub(URI hub) {
    this.hub = HubUrlCheck.checked(hub);
    return this;
  }

  /** Sets the hubs of publishers that advertise none. Default: {@link KnownHubs#defaults()}. */
  public SubscriberBuilder knownHubs(KnownHubs hubs) {
    this.knownHubs = hubs;
    return this;
  }

  /** Sets the {@code User-Agent}, visible ASCII with spaces. Default: {@code push/0.1}. */
  public SubscriberBuilder userAgent(String userAgent) {
    this.userAgent = Texts.visible("userAgent", userAgent);
    return this;
  }

  /** Sets the deadline of a discovery. Default: 20 seconds. */
  public SubscriberBuilder discoveryDeadline(Duration deadline) {
    this.discoveryDeadline = Durations.positive("discoveryDeadline", deadline);
    return this;
  }

  /** Sets the deadline of a request to a hub. Default: 10 seconds. */
  public SubscriberBuilder hubDeadline(Duration deadline) {
    this.hubDeadline = Durations.positive("hubDeadline", deadline);
    return this;
  }

  /**
   * Sets the weakest accepted signature algorithm. Default: SHA-1, the only one that many hubs
   * support.
   */
  public SubscriberBuilder minimumSignature(SignatureAlgorithm algorithm) {
    this.minimumSignature = algorithm;
    return this;
  }

  /**
   * Rules out unsigned subscriptions: where content cannot be signed, the request fails with a
   * {@code HubException}. Default: hubs without https get no secret, see {@link
   * SubscriptionListener#onUnsigned}.
   */
  public SubscriberBuilder requireSigned() {
    this.requiresSigned = true;
    return this;
  }

  /**
   * Sets the limits and options of the callback endpoint. Default: {@link
   * CallbackSettings#defaults()}.
   */
  public SubscriberBuilder callbacks(CallbackSettings settings) {
    this.callbacks = settings;
    return this;
  }

  /**
   * Sets the clock. Default: that of the store, and for updates in the inbox that of the inbox; in
   * push-jpa both use the database's clock.
   */
  public SubscriberBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Sets the monitor of deliveries, requests and calls, for metrics. Default: none. */
  public SubscriberBuilder monitor(Monitor monitor) {
    this.monitor = new GuardedMonitor(monitor);
    return this;
  }

  /** Sets what the machine gives: a simulation replaces it. */
  SubscriberBuilder platform(Platform platform) {
    this.platform = platform;
    return this;
  }

  /**
   * Builds the subscriber.
   *
   * @throws IllegalStateException if the callback base or the listener is missing
   * @throws IllegalArgumentException if the {@linkplain WorkSettings.Builder#claim claim} is too
   *     short
   */
  public Subscriber build() {
    return new Assembly(this).subscriber();
  }
}
