package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
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
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.Urls;
import org.pushj.spi.HubClient;
import org.pushj.spi.QueuedPing;
import org.pushj.work.Lanes;

/**
 * Sends pings to several hubs at a time, and waits for all outcomes. Each hub has a lane of its
 * own, so that a slow one delays no other. Safe for use by several threads.
 */
final class PingFanOut {
  private final PingSender sender;
  private final int perHub;
  private final Executor executor;

  /** Sends at most {@code perHub} batches to a hub at a time, on the executor if there are more. */
  PingFanOut(PingSender sender, int perHub, Executor executor) {
    this.sender = sender;
    this.perHub = perHub;
    this.executor = executor;
  }

  /**
   * Sends pings in batches, and returns their outcomes hub by hub.
   *
   * @param content the content of the topic, if all pings are for the same one; may be null
   */
  List<PublishOutcome> send(List<QueuedPing> pings, HubClient.Ping.@Nullable Content content) {
    List<PingBatch> batches =
        PingBatch.of(pings, hub -> content == null ? sender.maxBatch(hub) : 1);
    if (batches.size() == 1) {
      return send(batches.get(0), true, content);
    }
    Lanes lanes = new Lanes(executor, perHub);
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
    Optional<Instant> until = first ? Optional.empty() : sender.openUntil(hub);
    if (until.isEmpty()) {
      return sender.send(hub, batch.topics(), content);
    }
    String message =
        "the hub %s keeps failing; its circuit breaker is open until %s"
            .formatted(Urls.forMessage(hub), until.get());
    return PingSender.outcomes(hub, batch.topics(), HubException.unsent(hub, message, null));
  }

  private static List<PublishOutcome> await(Running each, List<Running> all) {
    try {
      each.ended.get();
      return each.get();
    } catch (InterruptedException | CancellationException e) {
      all.forEach(other -> other.cancel(true));
      Thread.currentThread().interrupt();
      return each.failed("the waiting thread was interrupted", e);
    } catch (ExecutionException e) {
      return each.failed("the request ended unexpectedly", e.getCause());
    }
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
      return PingSender.outcomes(hub, batch.topics(), HubException.unanswered(hub, message, cause));
    }
  }
}
