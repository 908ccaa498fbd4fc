package org.pushj.publisher;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.base.Claims;
import org.pushj.base.Durations;
import org.pushj.base.Texts;
import org.pushj.http.JdkHttpTransport;
import org.pushj.hub.HubClient;
import org.pushj.hub.HubProfiles;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.rewriting.Advertisement;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.PingQueue;
import org.pushj.spi.UrlPolicy;
import org.pushj.work.DaemonPools;
import org.pushj.work.HubCircuitBreakers;

/**
 * Builds a {@link Publisher}. One of {@link #hub}, {@link #hubs}, {@link #hubsByTopic} and {@link
 * #advertised} is required; everything else has a default. Used by one thread.
 *
 * <p>For one topic the hubs that it advertises come first, then those that the function knows, then
 * those that are for all topics: the first of the three that names any counts.
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
  private @Nullable HttpTransport transport;
  private HubCredentials credentials = HubCredentials.none();
  private HubProfiles hubProfiles = HubProfiles.defaults();
  private String userAgent = "push/0.1";
  private Duration hubDeadline = Duration.ofSeconds(10);
  private InstantSource clock = InstantSource.system();

  PublisherBuilder() {}

  /** Sets the hub of all topics for which no other is named. */
  public PublisherBuilder hub(URI hub) {
    return hubs(List.of(hub));
  }

  /**
   * Sets the hubs of all topics for which no others are named.
   *
   * @throws IllegalArgumentException if one is no http or https URL
   */
  public PublisherBuilder hubs(Collection<URI> hubs) {
    hubs.forEach(hub -> TopicHubs.checkUrl("hubs", hub));
    this.hubs = List.copyOf(hubs);
    return this;
  }

  /**
   * Sets what knows the hubs of a topic.
   *
   * @param hubs returns the hubs of a topic; none if it does not know it. Called by several
   *     threads, each time a topic changes; what it throws goes to the caller
   */
  public PublisherBuilder hubsByTopic(Function<URI, List<URI>> hubs) {
    this.hubsByTopic = hubs;
    return this;
  }

  /** Adds what topics say of themselves: each is told to the hubs that it advertises. */
  public PublisherBuilder advertised(Collection<Advertisement> advertisements) {
    advertisements.forEach(each -> advertised.put(each.self().toString(), each.hubs()));
    return this;
  }

  /**
   * Sets where pings wait that {@link Publisher#publishLater} asks for. Default: an {@link
   * InMemoryPingQueue}, which loses them with the process.
   */
  public PublisherBuilder queue(PingQueue queue) {
    this.queue = queue;
    return this;
  }

  /** Sets how hubs are told, and told again. Default: {@link PingSettings#defaults()}. */
  public PublisherBuilder pings(PingSettings settings) {
    this.pings = settings;
    return this;
  }

  /**
   * Sets who hears what became of each attempt to send what {@link Publisher#publishLater} asked
   * for. Default: nobody; the log says what fails.
   *
   * @param listener called on the thread that has told the hub, once that is recorded in the queue;
   *     never twice for one attempt, but not at all if the process ends just then. What it throws
   *     is logged
   */
  public PublisherBuilder listener(Consumer<PublishOutcome> listener) {
    this.listener = listener;
    return this;
  }

  /**
   * Sets which URLs may be contacted. Default: {@link UrlPolicy#publicOnly()}. Without effect if a
   * {@link #transport} is set, which has a policy of its own.
   */
  public PublisherBuilder urlPolicy(UrlPolicy policy) {
    this.urlPolicy = policy;
    return this;
  }

  /** Sets who speaks HTTP. Default: a {@link JdkHttpTransport} with the {@link #urlPolicy}. */
  public PublisherBuilder transport(HttpTransport transport) {
    this.transport = transport;
    return this;
  }

  /** Sets what hubs want to see, beyond what their profiles say. Default: nothing. */
  public PublisherBuilder credentials(HubCredentials credentials) {
    this.credentials = credentials;
    return this;
  }

  /** Sets what is particular about hubs. Default: {@link HubProfiles#defaults()}. */
  public PublisherBuilder hubProfiles(HubProfiles profiles) {
    this.hubProfiles = profiles;
    return this;
  }

  /**
   * Sets the {@code User-Agent} of all requests. Default: {@code push/0.1}.
   *
   * @param userAgent visible ASCII characters and spaces
   */
  public PublisherBuilder userAgent(String userAgent) {
    this.userAgent = Texts.visible("userAgent", userAgent);
    return this;
  }

  /** Sets how long a request to a hub may take in all. Default: 10 seconds. */
  public PublisherBuilder hubDeadline(Duration deadline) {
    this.hubDeadline = Durations.positive("hubDeadline", deadline);
    return this;
  }

  /** Sets the clock. Default: that of the system. */
  public PublisherBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Builds the publisher.
   *
   * @throws IllegalStateException if no hub is named in any way, or the claim of a ping is shorter
   *     than twice the deadline of a request
   */
  public Publisher build() {
    if (hubs.isEmpty() && hubsByTopic == null && advertised.isEmpty()) {
      throw new IllegalStateException(
          "hubs: at least one is required, or hubsByTopic or advertised that name some");
    }
    Claims.checkTwice("hubDeadline", hubDeadline, pings.work.claim());
    DaemonPools pools = new DaemonPools();
    HttpTransport http =
        transport != null
            ? transport
            : JdkHttpTransport.builder()
                .urlPolicy(urlPolicy)
                .executor(pools.pool("push-http"))
                .build();
    HubClient client = new HubClient(http, credentials, hubProfiles, userAgent, hubDeadline, clock);
    HubCircuitBreakers breakers = new HubCircuitBreakers();
    return new Publisher(
        new PublisherContext(
            new TopicHubs(hubSource()),
            new HubNotices(client, breakers, clock),
            breakers,
            queue,
            pings,
            listener,
            clock),
        pools);
  }

  private Function<URI, List<URI>> hubSource() {
    Map<String, List<URI>> own = Map.copyOf(advertised);
    Function<URI, List<URI>> computed = hubsByTopic == null ? topic -> List.of() : hubsByTopic;
    List<URI> all = hubs;
    return topic -> {
      List<URI> named = own.getOrDefault(topic.toString(), List.of());
      List<URI> known = named.isEmpty() ? computed.apply(topic) : named;
      return known.isEmpty() ? all : known;
    };
  }
}
