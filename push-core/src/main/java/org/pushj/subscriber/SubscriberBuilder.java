package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pushj.HubChoice;
import org.pushj.Lease;
import org.pushj.RenewalPolicy;
import org.pushj.RetryPolicy;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionListener;
import org.pushj.SubscriptionRequest;
import org.pushj.UpdateListener;
import org.pushj.WorkSettings;
import org.pushj.base.Durations;
import org.pushj.base.Numbers;
import org.pushj.base.Texts;
import org.pushj.delivery.DeliverySettings;
import org.pushj.discovery.KnownHubs;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.HubProfiles;
import org.pushj.lifecycle.HubUrlCheck;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.SignatureVerifier;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.spi.UpdateInbox;
import org.pushj.spi.UrlPolicy;

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
  HubChoice hubChoice = HubChoice.ONE;
  @Nullable Duration lease;
  @Nullable URI hub;
  KnownHubs knownHubs = KnownHubs.defaults();
  String userAgent = "push/0.1";
  Duration discoveryDeadline = Duration.ofSeconds(20);
  Duration hubDeadline = Duration.ofSeconds(10);
  SignatureAlgorithm minimumSignature = SignatureAlgorithm.SHA1;
  boolean tellsOfWrongSignatures;
  int maxUpdateBytes = 10 << 20;
  InstantSource clock = InstantSource.system();

  SubscriberBuilder() {}

  /**
   * Sets the public URL under which hubs reach the callback endpoint. It is never taken from a
   * request: what a proxy or a stranger writes into those is no ground to build URLs on. Required.
   *
   * @param base an http or https URL without query and fragment, short enough for callback URLs of
   *     at most 250 characters
   */
  public SubscriberBuilder callbackBase(URI base) {
    this.callbackBase = CallbackBase.checked(base);
    return this;
  }

  /** Sets who takes the updates. Required. */
  public SubscriberBuilder listener(UpdateListener listener) {
    this.listener = listener;
    return this;
  }

  /** Sets who hears what becomes of subscriptions. Default: no one. */
  public SubscriberBuilder subscriptionListener(SubscriptionListener listener) {
    this.subscriptionListener = listener;
    return this;
  }

  /** Sets where subscriptions are kept. Default: in memory, so that they end with the process. */
  public SubscriberBuilder store(SubscriptionStore store) {
    this.store = store;
    return this;
  }

  /**
   * Sets where updates are kept before they are acknowledged, and delivered from. Default: nowhere,
   * so that the hub waits for the listener.
   */
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

  /**
   * Sets who speaks HTTP. Default: a {@link JdkHttpTransport} with the URL policy; another one must
   * obey that itself.
   */
  public SubscriberBuilder transport(HttpTransport transport) {
    this.transport = transport;
    return this;
  }

  /**
   * Sets who asks hubs. Then {@link #credentials}, {@link #hubProfiles}, {@link #userAgent} and
   * {@link #hubDeadline} are its own affair. Default: a {@link org.pushj.hub.FormHubClient}.
   */
  public SubscriberBuilder hubClient(HubClient client) {
    this.hubClient = client;
    return this;
  }

  /**
   * Sets who finds topics and hubs, where no hub is given or known. Then {@link #discoveryDeadline}
   * is its own affair. Default: a {@link org.pushj.discovery.WebTopicDiscoverer}.
   */
  public SubscriberBuilder topicDiscoverer(TopicDiscoverer discoverer) {
    this.topicDiscoverer = discoverer;
    return this;
  }

  /**
   * Sets who checks signatures. Then {@link #minimumSignature} is its own affair. Default: a {@link
   * org.pushj.signature.HmacSignatureVerifier}.
   */
  public SubscriberBuilder signatureVerifier(SignatureVerifier verifier) {
    this.signatureVerifier = verifier;
    return this;
  }

  /** Sets who parses {@code Link} headers. Default: a {@link Rfc8288LinkHeaderParser}. */
  public SubscriberBuilder linkHeaderParser(LinkHeaderParser parser) {
    this.linkHeaderParser = parser;
    return this;
  }

  /**
   * Sets who runs the {@link SubscriptionListener} for what follows from a request of a hub, once
   * that was answered; as the managed executor of a container. What it rejects is not told.
   * Default: daemon threads.
   */
  public SubscriberBuilder listenerExecutor(Executor executor) {
    this.listenerExecutor = executor;
    return this;
  }

  /**
   * Sets the credentials sent to hubs, besides those of their profiles. Where both name the same
   * header or parameter, this one wins. Default: none.
   */
  public SubscriberBuilder credentials(HubCredentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /** Sets how hubs differ from the specification. Default: {@link HubProfiles#defaults()}. */
  public SubscriberBuilder hubProfiles(HubProfiles profiles) {
    this.hubProfiles = profiles;
    return this;
  }

  /** Sets how leases are measured and renewed. Default: {@link RenewalPolicy#defaults()}. */
  public SubscriberBuilder renewals(RenewalPolicy policy) {
    this.renewals = policy;
    return this;
  }

  /** Sets when a request that failed is made again. Default: {@link RetryPolicy#defaults()}. */
  public SubscriberBuilder retries(RetryPolicy policy) {
    this.retries = policy;
    return this;
  }

  /**
   * Sets the concurrency and batch size of background work. Default: {@link
   * WorkSettings#defaults()}.
   */
  public SubscriberBuilder work(WorkSettings settings) {
    this.work = settings;
    return this;
  }

  /** Sets which hubs of a topic are asked. Default: {@link HubChoice#ONE}. */
  public SubscriberBuilder hubChoice(HubChoice choice) {
    this.hubChoice = choice;
    return this;
  }

  /**
   * Sets the lease to ask for where a request names none. Default: none, so that the hub decides.
   *
   * @param lease whole seconds from 1 to 2,147,483,647
   */
  public SubscriberBuilder lease(Duration lease) {
    this.lease = Lease.checkedLength("lease", lease);
    return this;
  }

  /**
   * Sets the hub for requests that name none: then there is no discovery, and the resource itself
   * is the topic. Default: none, so that the hub is discovered.
   *
   * @param hub an http or https URL of at most {@value SubscriptionRequest#MAX_URL} characters
   */
  public SubscriberBuilder hub(URI hub) {
    this.hub = HubUrlCheck.checked(hub);
    return this;
  }

  /**
   * Sets the hubs of publishers that name none, for where no hub is given. Default: {@link
   * KnownHubs#defaults()}.
   */
  public SubscriberBuilder knownHubs(KnownHubs hubs) {
    this.knownHubs = hubs;
    return this;
  }

  /**
   * Sets the {@code User-Agent} of all requests. Default: {@code push/0.1}.
   *
   * @param userAgent visible ASCII characters and spaces
   */
  public SubscriberBuilder userAgent(String userAgent) {
    this.userAgent = Texts.visible("userAgent", userAgent);
    return this;
  }

  /** Sets how long discovery may take in all. Default: 20 seconds. */
  public SubscriberBuilder discoveryDeadline(Duration deadline) {
    this.discoveryDeadline = Durations.positive("discoveryDeadline", deadline);
    return this;
  }

  /** Sets how long a request to a hub may take in all. Default: 10 seconds. */
  public SubscriberBuilder hubDeadline(Duration deadline) {
    this.hubDeadline = Durations.positive("hubDeadline", deadline);
    return this;
  }

  /**
   * Sets the weakest algorithm of signatures that is accepted. Default: SHA-1, the only one of many
   * hubs.
   */
  public SubscriberBuilder minimumSignature(SignatureAlgorithm algorithm) {
    this.minimumSignature = algorithm;
    return this;
  }

  /**
   * Sets whether content with a wrong signature is answered 403. Default: no, it is dropped and
   * answered 200, which tells a guesser nothing (W3C WebSub section 7.1.2).
   */
  public SubscriberBuilder tellOfWrongSignatures(boolean tell) {
    this.tellsOfWrongSignatures = tell;
    return this;
  }

  /**
   * Sets how large the content of an update may be. Default: 10 MiB. It is held in memory while it
   * arrives.
   *
   * @param bytes 1 or more
   */
  public SubscriberBuilder maxUpdateBytes(int bytes) {
    this.maxUpdateBytes = Numbers.atLeastOne("maxUpdateBytes", bytes);
    return this;
  }

  /** Sets the clock. Default: that of the system. */
  public SubscriberBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Builds the subscriber.
   *
   * @throws IllegalStateException if the callback base or the listener is missing
   */
  public Subscriber build() {
    return new Assembly(this).subscriber();
  }
}
