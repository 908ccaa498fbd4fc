package org.pushj.publisher;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.FormHubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.monitoring.GuardedMonitor;
import org.pushj.platform.Platform;
import org.pushj.rewriting.Advertisement;
import org.pushj.scheduling.DaemonPools;
import org.pushj.settings.PingSettings;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.Monitor;
import org.pushj.spi.PingQueue;
import org.pushj.spi.UrlPolicy;
import org.pushj.text.Texts;
import org.pushj.time.Claims;
import org.pushj.time.Durations;

/**
 * Builds a {@link Publisher}. One of {@link #hubs(URI...)}, {@link #hubsByTopic} and {@link
 * #advertised} is required; everything else has a default. Used by one thread.
 *
 * <p>The hubs of a topic are those that it advertises; else those that {@link #hubsByTopic}
 * returns; else those of {@link #hubs(URI...)}.
 *
 * @since 0.1
 */
public final class PublisherBuilder {
  private List<URI> hubs = List.of();
  private @Nullable Function<URI, List<URI>> hubsByTopic;
  private final Map<String, List<URI>> advertised = new HashMap<>();
  private PingQueue queue = new InMemoryPingQueue();
  private PingSettings pings = PingSettings.defaults();
  private Consumer<PublishOutcome> listener = outcome -> {};
  private UrlPolicy urlPolicy = UrlPolicy.publicOnly();
  private @Nullable HubClient hubClient;
  private @Nullable HttpTransport transport;
  private HubCredentials credentials = HubCredentials.none();
  private HubProfiles hubProfiles = HubProfiles.defaults();
  private String userAgent = "push/0.1";
  private Duration hubDeadline = Duration.ofSeconds(10);
  private @Nullable InstantSource clock;
  private Monitor monitor = Monitor.none();
  private Platform platform = Platform.system();

  PublisherBuilder() {}

  /**
   * Sets the hubs of all topics for which no others are known.
   *
   * @param hubs are {@linkplain org.pushj.Urls#normalized normalized}
   * @throws IllegalArgumentException if one is not an http or https URL with a valid host, or is
   *     longer than 2,048 characters
   */
  public PublisherBuilder hubs(URI... hubs) {
    return hubs(List.of(hubs));
  }

  /** Sets the hubs as {@link #hubs(URI...)} does, from a collection. */
  public PublisherBuilder hubs(Collection<URI> hubs) {
    this.hubs = TopicHubs.hubs("hubs", hubs);
    return this;
  }

  /**
   * Sets a function that returns the hubs of a topic.
   *
   * @param hubs returns the hubs of a topic in ASCII; an empty list if it has none. Called by
   *     several threads, each time a topic changes; its exceptions propagate to the caller
   */
  public PublisherBuilder hubsByTopic(Function<URI, List<URI>> hubs) {
    this.hubsByTopic = hubs;
    return this;
  }

  /** Adds advertisements of topics: each topic is pinged to the hubs that it advertises. */
  public PublisherBuilder advertised(Collection<Advertisement> advertisements) {
    advertisements.forEach(each -> advertised.put(each.self().toString(), each.hubs()));
    return this;
  }

  /**
   * Sets the queue of {@link Publisher#publishLater}. Default: an {@link InMemoryPingQueue}, which
   * loses its pings with the process.
   */
  public PublisherBuilder queue(PingQueue queue) {
    this.queue = queue;
    return this;
  }

  /** Sets how pings are sent and retried. Default: {@link PingSettings#defaults()}. */
  public PublisherBuilder pings(PingSettings settings) {
    this.pings = settings;
    return this;
  }

  /**
   * Sets a listener for the outcome of each attempt to send a ping of {@link
   * Publisher#publishLater}. Default: none; failures are logged anyway.
   *
   * @param listener called on the thread that sent the ping, after the queue has recorded the
   *     outcome; never twice for one attempt, but not at all if the process ends at that moment.
   *     Its exceptions are logged
   */
  public PublisherBuilder listener(Consumer<PublishOutcome> listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Sets the client that sends requests to hubs. Default: a {@link FormHubClient}. {@link
   * #transport}, {@link #urlPolicy}, {@link #credentials}, {@link #hubProfiles} and {@link
   * #userAgent} are settings of the default client, and have no effect on a custom one.
   *
   * @param client its requests must not take longer than {@link #hubDeadline}
   */
  public PublisherBuilder hubClient(HubClient client) {
    this.hubClient = client;
    return this;
  }

  /**
   * Sets which URLs may be contacted. Default: {@link UrlPolicy#publicOnly()}. Has no effect if a
   * {@link #transport} is set, which has its own policy.
   */
  public PublisherBuilder urlPolicy(UrlPolicy policy) {
    this.urlPolicy = policy;
    return this;
  }

  /** Sets the HTTP client. Default: a {@link JdkHttpTransport} with the {@link #urlPolicy}. */
  public PublisherBuilder transport(HttpTransport transport) {
    this.transport = transport;
    return this;
  }

  /** Sets the credentials sent to hubs, in addition to those of their profiles. Default: none. */
  public PublisherBuilder credentials(HubCredentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /**
   * Sets the profiles of hubs, which describe their deviations from the specification. Default:
   * {@link HubProfiles#defaults()}.
   */
  public PublisherBuilder hubProfiles(HubProfiles profiles) {
    this.hubProfiles = profiles;
    return this;
  }

  /** Sets the {@code User-Agent}, visible ASCII with spaces. Default: {@code push/0.1}. */
  public PublisherBuilder userAgent(String userAgent) {
    this.userAgent = Texts.visible("userAgent", userAgent);
    return this;
  }

  /** Sets the deadline of a request to a hub. Default: 10 seconds. */
  public PublisherBuilder hubDeadline(Duration deadline) {
    this.hubDeadline = Durations.positive("hubDeadline", deadline);
    return this;
  }

  /** Sets the clock. Default: that of the queue, see {@link PingQueue#clock}. */
  public PublisherBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Sets the monitor of all pings, for metrics. Default: none. */
  public PublisherBuilder monitor(Monitor monitor) {
    this.monitor = new GuardedMonitor(monitor);
    return this;
  }

  /** Sets what the machine gives: a simulation replaces it. */
  PublisherBuilder platform(Platform platform) {
    this.platform = platform;
    return this;
  }

  /**
   * Builds the publisher.
   *
   * @throws IllegalStateException if there are neither hubs, nor hubsByTopic, nor advertised
   * @throws IllegalArgumentException if the claim of a ping is shorter than twice the deadline of a
   *     request
   */
  public Publisher build() {
    if (hubs.isEmpty() && hubsByTopic == null && advertised.isEmpty()) {
      throw new IllegalStateException("one of hubs, hubsByTopic and advertised must be set");
    }
    Claims.checkTwice("hubDeadline", hubDeadline, pings.work().claim());
    DaemonPools pools = new DaemonPools(platform.threads(), platform.sleeper());
    // To the millisecond: what every queue can keep, so that what is read equals what was written.
    InstantSource source = clock != null ? clock : queue.clock();
    InstantSource millis = () -> source.instant().truncatedTo(ChronoUnit.MILLIS);
    HubClient client = hubClient != null ? hubClient : ownClient(pools, millis);
    return new Publisher(
        new PingSender(
            client,
            millis,
            pools.pool("push-publish"),
            pings.work(),
            monitor,
            platform.threads(),
            platform.ticker()),
        new TopicHubs(
            advertised,
            hubsByTopic != null ? hubsByTopic : topic -> List.of(),
            hubs,
            platform.ids()),
        queue,
        pings,
        new PingReport(listener),
        millis,
        pools,
        monitor,
        platform.threads(),
        platform.ticker());
  }

  private HubClient ownClient(DaemonPools pools, InstantSource time) {
    HttpTransport http = transport != null ? transport : ownTransport(pools);
    return new FormHubClient(
        http, credentials, hubProfiles, userAgent, hubDeadline, time, platform.ticker()::nanoTime);
  }

  private JdkHttpTransport ownTransport(DaemonPools pools) {
    JdkHttpTransport own =
        JdkHttpTransport.builder().urlPolicy(urlPolicy).executor(pools.pool("push-http")).build();
    pools.onEnd(own::close);
    return own;
  }
}
