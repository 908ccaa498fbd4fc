package org.pushj.publisher;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.HubHealth;
import org.pushj.Urls;
import org.pushj.contact.HubCircuitBreakers;
import org.pushj.contact.HubEndpoints;
import org.pushj.contact.HubRates;
import org.pushj.monitoring.LogContext;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.scheduling.Lanes;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HubClient;
import org.pushj.spi.Monitor;
import org.pushj.spi.QueuedPing;

/**
 * Sends pings to hubs (PubSubHubbub 0.4 section 7), and reports each result to the hub's circuit
 * breaker. Safe for use by several threads.
 */
final class PingSender {
  /** Statuses of 4xx that refuse the request as such, whatever its topics. */
  private static final Set<Integer> ANY_TOPIC = Set.of(401, 405, 407, 408, 429);

  private final HubClient client;
  private final HubCircuitBreakers breakers = new HubCircuitBreakers();
  private final HubRates rates;
  private final InstantSource clock;
  private final Executor executor;
  private final int perHub;
  private final Monitor monitor;
  private final Threads threads;
  private final Ticker ticker;

  /** Runs requests on the executor if there are several, each hub as the settings say. */
  PingSender(
      HubClient client,
      InstantSource clock,
      Executor executor,
      WorkSettings work,
      Monitor monitor,
      Threads threads,
      Ticker ticker) {
    this.client = client;
    this.clock = clock;
    this.executor = executor;
    this.perHub = work.perHub();
    this.monitor = monitor;
    this.threads = threads;
    this.ticker = ticker;
    this.rates = new HubRates(work.perHubPerSecond());
  }

  /** Returns how many pings the hub takes in one request; 1 while its profile is unavailable. */
  int maxBatch(URI hub) {
    try {
      return client.topicsPerPing(hub);
    } catch (HubException e) {
      return 1;
    }
  }

  /** Returns how many requests the hub may get now: none while its circuit breaker is open. */
  int mostRequests(URI hub) {
    Instant now = clock.instant();
    return Math.min(breakers.most(hub, now), rates.tokens(hub, now));
  }

  /**
   * Returns until when the circuit breaker lets no request through; empty if the caller may send
   * one now, which is the trial request of a half-open breaker.
   */
  Optional<Instant> blockedUntil(URI hub) {
    return breakers.blockedUntil(hub, clock.instant());
  }

  /** Returns how the hubs do that have failed of late. */
  List<HubHealth> health() {
    return breakers.health(clock.instant());
  }

  /**
   * Sends pings in batches to several hubs at a time, and waits for all outcomes, which it returns
   * hub by hub. Each hub has a lane of its own, so that a slow one delays no other.
   *
   * @param content the content of the topic, if all pings are for the same one; may be null
   */
  List<PublishOutcome> sendAll(List<QueuedPing> pings, HubClient.Ping.@Nullable Content content) {
    List<PingBatch> batches = PingBatch.of(pings, hub -> content == null ? maxBatch(hub) : 1);
    if (batches.size() == 1) {
      return send(batches.get(0), true, content);
    }
    Lanes<Running> lanes = new Lanes<>(executor, perHub, ticker);
    Set<URI> begun = new HashSet<>();
    List<Running> running = new ArrayList<>();
    for (PingBatch batch : batches) {
      boolean first = begun.add(batch.hub());
      Running next = new Running(batch, () -> send(batch, first, content));
      running.add(next);
      lanes.submit(batch.hub().toString(), next);
    }
    return running.stream().flatMap(each -> await(each, running).stream()).toList();
  }

  /** Sends a batch, unless it is a later one of a hub whose circuit breaker the first ones open. */
  private List<PublishOutcome> send(
      PingBatch batch, boolean first, HubClient.Ping.@Nullable Content content) {
    URI hub = batch.hub();
    Optional<Instant> until = first ? Optional.empty() : breakers.openUntil(hub, clock.instant());
    if (until.isEmpty()) {
      return send(hub, batch.topics(), content);
    }
    String message =
        "the hub %s keeps failing; its circuit breaker is open until %s"
            .formatted(Urls.forMessage(hub), until.get());
    return outcomes(hub, batch.topics(), HubException.unsent(hub, message, null));
  }

  private List<PublishOutcome> await(Running each, List<Running> all) {
    try {
      threads.await(each.ended);
      return threads.await(each);
    } catch (InterruptedException | CancellationException e) {
      all.forEach(other -> other.cancel(true));
      Thread.currentThread().interrupt();
      return each.failed("the waiting thread was interrupted", e);
    } catch (ExecutionException e) {
      return each.failed("the request ended unexpectedly", e.getCause());
    }
  }

  /**
   * Sends pings in one request. If the hub refuses it with 4xx, or one of its topics is too long
   * for the hub, each half is sent by itself, and so on down to single pings: if the hub refuses
   * one of <i>n</i> pings, the others get through with at most 1 + 2 &lceil;log<sub>2</sub>
   * <i>n</i>&rceil; requests. There are always fewer than 2 <i>n</i> requests.
   *
   * @param content the content of a single topic, for a hub that takes it; may be null
   * @return an outcome for each topic, in their order
   */
  List<PublishOutcome> send(URI hub, List<URI> topics, HubClient.Ping.@Nullable Content content) {
    List<PublishOutcome> all = new ArrayList<>();
    send(hub, topics, content, () -> true, all::addAll);
    return all;
  }

  /**
   * Does the same, as long as it may go on: topics of a refused request that are not sent in
   * smaller ones share its outcome.
   *
   * @param mayGoOn asked before each further request
   * @param ended gets the outcomes of some topics as soon as they are known; all in their order
   */
  void send(
      URI hub,
      List<URI> topics,
      HubClient.Ping.@Nullable Content content,
      BooleanSupplier mayGoOn,
      Consumer<List<PublishOutcome>> ended) {
    try {
      // A ping holds nothing secret, and credentials stay with https: so a bad certificate does not
      // keep it back.
      HubEndpoints.tryInOrder(
          hub,
          e -> HubEndpoints.isNoHub(e) || e.getCause() instanceof ConnectFailedException,
          endpoint -> {
            rates.count(hub, clock.instant());
            post(new HubClient.Ping(hub, endpoint, topics, content));
          });
    } catch (HubException e) {
      breakers.refused(hub, clock.instant(), e);
      if (topics.size() == 1 || !mayConcernOneTopic(e)) {
        ended.accept(outcomes(hub, topics, e));
        return;
      }
      int half = (topics.size() + 1) / 2;
      for (List<URI> part : List.of(topics.subList(0, half), topics.subList(half, topics.size()))) {
        if (mayGoOn.getAsBoolean()) {
          send(hub, part, content, mayGoOn, ended);
        } else {
          ended.accept(outcomes(hub, part, e));
        }
      }
      return;
    }
    breakers.succeeded(hub);
    ended.accept(outcomes(hub, topics, null));
  }

  /** Makes a request, and tells the monitor what came of it. */
  private void post(HubClient.Ping ping) throws HubException {
    LogContext context = LogContext.begin(null, ping.hub());
    long start = ticker.nanoTime();
    HubException failure = null;
    try {
      client.publish(ping);
    } catch (HubException e) {
      failure = e;
      throw e;
    } finally {
      monitor.pinged(ping.hub(), failure, Duration.ofNanos(ticker.nanoTime() - start));
      context.end();
    }
  }

  /** Returns the outcomes if all pings ended the same way; null stands for success. */
  private static List<PublishOutcome> outcomes(
      URI hub, List<URI> topics, @Nullable HubException failure) {
    return topics.stream().map(topic -> new PublishOutcome(hub, topic, failure)).toList();
  }

  private static boolean mayConcernOneTopic(HubException failure) {
    int status = failure.status().orElse(0);
    boolean unsent = status == 0 && !failure.isUndecided();
    return unsent || (status / 100 == 4 && !ANY_TOPIC.contains(status));
  }

  /** The sending of one batch, running or still waiting in its lane. */
  private static final class Running extends FutureTask<List<PublishOutcome>> {
    private final PingBatch batch;

    /** Unlike a FutureTask, waiting for this lets a ForkJoinPool start another thread. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Running(PingBatch batch, Callable<List<PublishOutcome>> task) {
      super(task);
      this.batch = batch;
    }

    @Override
    protected void done() {
      ended.complete(null);
    }

    List<PublishOutcome> failed(String why, @Nullable Throwable cause) {
      URI hub = batch.hub();
      String message =
          "no answer from the hub " + Urls.forMessage(hub) + " to the publish request: " + why;
      return outcomes(hub, batch.topics(), HubException.unanswered(hub, message, cause));
    }
  }
}
