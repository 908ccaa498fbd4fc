package org.pushj.publisher;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.StoreException;
import org.pushj.spi.HubPing;
import org.pushj.spi.PingQuery;
import org.pushj.spi.QueuedPing;
import org.pushj.work.DaemonPools;
import org.pushj.work.WakeUp;
import org.pushj.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door of the publisher (W3C WebSub section 3.1.1): tells hubs that topics have changed
 * (PubSubHubbub 0.4 section 7). Safe for use by several threads; one per application.
 *
 * <pre>{@code
 * Publisher publisher = Publisher.builder().hub(URI.create("https://hub.example/")).build();
 * publisher.start();
 * publisher.publishLater(URI.create("https://blog.example/feed"));
 * }</pre>
 *
 * <p>{@link #publishLater} returns at once, tells each hub in the background, and tries again until
 * it takes the ping. {@link #publish} waits for the answers, tries once, and needs no {@link
 * #start}.
 *
 * @since 0.1
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  /** One thread comes to the end of so many before their claim ends. */
  private static final int BATCH_OF_ONE_THREAD = 50;

  private final PublisherContext context;
  private final PublishRound round;
  private final LaterPings later;
  private final Pings pings;
  private final WakeUp wakeUp = new WakeUp();
  private final DaemonPools pools;
  private final AtomicBoolean isServed = new AtomicBoolean();
  private @Nullable Workers<PingChunk> workers;
  private boolean closed;

  Publisher(PublisherContext context, DaemonPools pools) {
    this.context = context;
    this.pools = pools;
    this.round = new PublishRound(context, pools.pool("push-publish"));
    this.later = new LaterPings(context, wakeUp);
    this.pings = new Pings(context);
  }

  /** Returns a builder with the defaults. */
  public static PublisherBuilder builder() {
    return new PublisherBuilder();
  }

  /**
   * Tells every hub of each topic that it has changed: see {@link #publish(Collection)}.
   *
   * @param topics the canonical URLs that the topics advertise as their own
   */
  public List<PublishOutcome> publish(URI... topics) {
    return publish(List.of(topics));
  }

  /**
   * Tells every hub of each topic that it has changed, and waits for the answers. Several hubs are
   * told at a time, each of several topics in one request. A hub or a topic that fails keeps no
   * other from being told; only what a hub that has just failed several times would still be told
   * is left out. Nothing is tried again.
   *
   * @param topics the canonical URLs that the topics advertise as their own; what comes several
   *     times counts once
   * @return an outcome for each topic at each of its hubs: hub by hub, in the order of the topics
   * @throws IllegalArgumentException if a topic is no absolute http or https URL, is longer than
   *     2,048 characters, has a fragment, or has no hub; then no hub was told of anything
   */
  public List<PublishOutcome> publish(Collection<URI> topics) {
    return round.tell(HubTopics.of(context.topicHubs().notices(topics)));
  }

  /**
   * Does the same for one topic, and sends its content along to the hubs that take that: see {@link
   * org.pushj.hub.FatPing}. The others fetch it, as always.
   *
   * @param content the content as the topic's URL would give it
   * @param contentType the {@code Content-Type} of the content, as {@code application/xml}
   * @return an outcome for each hub
   * @throws IllegalArgumentException if the topic is none to be told of, as above, or the content
   *     type is blank; then no hub was told
   */
  public List<PublishOutcome> publishContent(URI topic, byte[] content, String contentType) {
    if (contentType.isBlank()) {
      throw new IllegalArgumentException("contentType: must not be blank");
    }
    return round.tell(
        HubTopics.of(context.topicHubs().notices(List.of(topic))),
        new HubPing.Content(content.clone(), contentType));
  }

  /**
   * Has every hub of each topic told soon: see {@link #publishLater(Collection)}.
   *
   * @param topics the canonical URLs that the topics advertise as their own
   */
  public void publishLater(URI... topics) {
    publishLater(List.of(topics));
  }

  /**
   * Has every hub of each topic told soon that it has changed. Returns at once: no hub is waited
   * for. Changes of one topic that follow each other closely are told together, but a change is
   * always told after it was made. What a hub does not take is tried again for days, and then
   * parked.
   *
   * <p>Within a transaction of the caller, where the queue takes part in such, the hubs are told
   * after the commit, by any process that serves the queue; and never after a rollback.
   *
   * @param topics the canonical URLs that the topics advertise as their own
   * @throws IllegalArgumentException if a topic is no absolute http or https URL, is longer than
   *     2,048 characters, has a fragment, or has no hub; then nothing was queued
   * @throws org.pushj.QueueFullException if there is no room in the queue; nothing was queued
   * @throws StoreException if the queue failed
   */
  public void publishLater(Collection<URI> topics) {
    later.add(topics);
    if (isServed.compareAndSet(false, true)) {
      LOG.warn(
          "Nothing sends the pings that wait in this process: call start(), or runDueWork() every"
              + " second, unless another process on the same queue does");
    }
  }

  /** Lists one page of the pings that wait, or are parked. */
  public List<QueuedPing> list(PingQuery query) {
    return context.queue().list(query);
  }

  /**
   * Lets a ping that is parked be sent again.
   *
   * @return false if there is none with this id, or it waits
   * @throws StoreException if the queue failed
   */
  public boolean requeue(PingId id) {
    boolean requeued = context.queue().requeue(id, context.now());
    context.queue().afterCommit(wakeUp::signal);
    return requeued;
  }

  /**
   * Removes a ping that is parked.
   *
   * @return false if there is none with this id, or it waits
   * @throws StoreException if the queue failed
   */
  public boolean discard(PingId id) {
    return context.queue().discard(id);
  }

  /**
   * Begins to send what waits in the queue, on threads of its own. Any number of processes on one
   * queue may do so. Does nothing if it has begun already.
   *
   * @throws IllegalStateException if the publisher is closed
   */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the publisher is closed");
    }
    isServed.set(true);
    if (workers == null) {
      workers = Workers.start(pings, context.pings().work, "push-ping");
      wakeUp.onSignal(workers::wake);
    }
  }

  /**
   * Sends what is due now, on the thread of the caller, and returns when nothing is left: for
   * applications that have their own threads, as the managed executor of a container. Call it every
   * second, instead of {@link #start()}; several threads may do so at a time.
   *
   * @return in how many parts it was sent, each for one hub; 0 if nothing was due
   * @throws StoreException if the queue failed
   */
  public int runDueWork() {
    isServed.set(true);
    return pings.doAll(Math.min(context.pings().work.batch(), BATCH_OF_ONE_THREAD));
  }

  /**
   * Ends what {@link #start()} began, and waits up to 15 seconds for the requests that are being
   * made. Threads that have nothing to do end. What waits stays in the queue, for another process
   * or for {@link #runDueWork()}.
   */
  @Override
  public void close() {
    Workers<PingChunk> ending;
    synchronized (this) {
      closed = true;
      ending = workers;
      workers = null;
    }
    if (ending != null) {
      ending.close();
    }
    pools.endIdle();
  }
}
