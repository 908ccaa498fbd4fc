package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.Urls;
import org.pushj.spi.HubPing;
import org.pushj.work.Lanes;

/**
 * Tells several hubs at a time, and waits for them all. Each has a lane of its own, so that one
 * that hangs holds up no other. Safe for use by several threads.
 */
final class PublishRound {
  private final PublisherContext context;
  private final Executor executor;

  /**
   * Makes it.
   *
   * @param executor makes the requests, unless there is only one
   */
  PublishRound(PublisherContext context, Executor executor) {
    this.context = context;
    this.executor = executor;
  }

  /** Tells hubs of topics, in chunks. */
  List<PublishOutcome> tell(List<HubTopics> all) {
    List<HubTopics> chunks =
        all.stream()
            .flatMap(each -> each.chunks(context.notices().chunkSize(each.hub())).stream())
            .toList();
    return run(chunks, context.notices()::send);
  }

  /** Tells hubs of one topic, with its content. */
  List<PublishOutcome> tell(List<HubTopics> all, HubPing.Content content) {
    return run(
        all, each -> List.of(context.notices().send(each.hub(), each.topics().get(0), content)));
  }

  private List<PublishOutcome> run(
      List<HubTopics> chunks, Function<HubTopics, List<PublishOutcome>> request) {
    if (chunks.size() == 1) {
      return request.apply(chunks.get(0));
    }
    Lanes lanes = new Lanes(executor, context.pings().work.perHub());
    Set<URI> begun = new HashSet<>();
    List<Running> running = new ArrayList<>();
    for (HubTopics chunk : chunks) {
      boolean first = begun.add(chunk.hub());
      Running next =
          new Running(chunk, () -> first ? request.apply(chunk) : unlessItFails(chunk, request));
      running.add(next);
      lanes.submit(chunk.hub().toString(), next);
    }
    return running.stream().flatMap(each -> await(each, running).stream()).toList();
  }

  /** Sends what is not the first to a hub unless those before it have shown that it fails. */
  private List<PublishOutcome> unlessItFails(
      HubTopics chunk, Function<HubTopics, List<PublishOutcome>> request) {
    URI hub = chunk.hub();
    return context
        .breakers()
        .openUntil(hub, context.now())
        .map(until -> chunk.outcomes(leftAlone(hub, until)))
        .orElseGet(() -> request.apply(chunk));
  }

  private static HubException leftAlone(URI hub, Instant until) {
    return HubException.unsent(
        hub, "the hub " + Urls.forMessage(hub) + " fails, and is left alone until " + until, null);
  }

  private static List<PublishOutcome> await(Running each, List<Running> all) {
    try {
      each.ended.get();
      return each.get();
    } catch (InterruptedException e) {
      all.forEach(other -> other.cancel(true));
      Thread.currentThread().interrupt();
      return each.failed("the thread that waited for it was interrupted", e);
    } catch (CancellationException e) {
      return each.failed("the thread that waited for it was interrupted", e);
    } catch (ExecutionException e) {
      return each.failed("it came to an unexpected end", e.getCause());
    }
  }

  /** A request to a hub, under way or waiting for its turn. */
  private static final class Running extends FutureTask<List<PublishOutcome>> {
    private final HubTopics chunk;

    /** To wait for this leaves a ForkJoinPool another thread, which a FutureTask does not. */
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    Running(HubTopics chunk, Callable<List<PublishOutcome>> task) {
      super(task);
      this.chunk = chunk;
    }

    @Override
    protected void done() {
      ended.complete(null);
    }

    List<PublishOutcome> failed(String why, @Nullable Throwable cause) {
      return chunk.outcomes(
          HubException.unanswered(
              chunk.hub(),
              "no answer of the hub "
                  + Urls.forMessage(chunk.hub())
                  + " to the publish request: "
                  + why,
              cause));
    }
  }
}
