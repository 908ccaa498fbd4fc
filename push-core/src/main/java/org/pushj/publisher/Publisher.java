package org.pushj.publisher;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.PingId;
import org.pushj.QueueFullException;
import org.pushj.StoreException;
import org.pushj.platform.Threads;
import org.pushj.platform.Ticker;
import org.pushj.scheduling.DaemonPools;
import org.pushj.scheduling.StartCheck;
import org.pushj.scheduling.StopSignal;
import org.pushj.scheduling.WakeUp;
import org.pushj.scheduling.Workers;
import org.pushj.settings.PingSettings;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.HubClient;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.Monitor;
import org.pushj.spi.PingQueue;
import org.pushj.spi.QueuedPing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publisher (W3C WebSub section 3.1.1): notifies hubs that topics have changed (PubSubHubbub
 * 0.4 section 7). Safe for use by several threads; one per application.
 *
 * <pre>{@code
 * Publisher publisher = Publisher.builder().hubs(URI.create("https://hub.example/")).build();
 * publisher.start();
 * publisher.publishLater(URI.create("https://blog.example/feed"));
 * }</pre>
 *
 * <p>{@link #publishLater} returns at once, sends the pings in the background, and retries those
 * that a hub does not accept. {@link #publish} sends them once, waits for the answers, and needs no
 * {@link #start}. If the queue fails, the methods that use it throw a {@link StoreException}.
 *
 * @since 0.1
 */
public final class Publisher implements AutoCloseable {
  /** A single thread must get through a batch before its claim ends. */
  private static final int MAX_BATCH_OF_ONE_THREAD = 50;

  private static final Logger LOG = LoggerFactory.getLogger("org.pushj.publisher");

  private final TopicHubs topicHubs;
  private final PingSender sender;
  private final PingThrottle throttle;
  private final PingQueue queue;
  private final DuePings duePings;
  private final WorkSettings work;
  private final WakeUp wakeUp = new WakeUp();
  private final InstantSource clock;
  private final DaemonPools pools;
  private final Threads threads;
  private final Ticker ticker;
  private final StopSignal stopSignal = new StopSignal();
  private final AtomicBoolean isServed = new AtomicBoolean();
  private @Nullable Workers<PingBatch> workers;
  private boolean closed;

  Publisher(
      PingSender sender,
      TopicHubs topicHubs,
      PingQueue queue,
      PingSettings settings,
      PingReport report,
      InstantSource clock,
      DaemonPools pools,
      Monitor monitor,
      Threads threads,
      Ticker ticker) {
    this.topicHubs = topicHubs;
    this.sender = sender;
    this.throttle = new PingThrottle(settings.window());
    this.queue = queue;
    this.duePings = new DuePings(queue, sender, settings, report, clock, monitor);
    this.work = settings.work();
    this.clock = clock;
    this.pools = pools;
    this.threads = threads;
    this.ticker = ticker;
  }

  /** Returns a builder with the defaults. */
  public static PublisherBuilder builder() {
    return new PublisherBuilder();
  }

  /** Notifies every hub of each topic that it has changed: see {@link #publish(Collection)}. */
  public List<PublishOutcome> publish(URI... topics) {
    return publish(List.of(topics));
  }

  /**
   * Notifies every hub of each topic that it has changed, and waits for the answers. Several hubs
   * are notified concurrently, each of several topics in one request. A failure stops no other
   * ping, except that the remaining pings to a hub are not sent once its circuit breaker opens.
   * Nothing is retried.
   *
   * @param topics the canonical URLs that the topics advertise as their own; duplicates count once.
   *     They are sent unchanged apart from conversion to ASCII, as in {@link
   *     org.pushj.rewriting.Advertisement}
   * @return an outcome for each topic at each of its hubs: hub by hub, in the order of the topics
   * @throws IllegalArgumentException if a topic is not an absolute http or https URL, is longer
   *     than 2,048 characters, has a fragment, or has no hub; then nothing was sent
   */
  public List<PublishOutcome> publish(Collection<URI> topics) {
    return sender.sendAll(pingsDueNow(topics), null);
  }

  /**
   * Notifies every hub of one topic that it has changed, and includes its content for hubs that
   * accept it: see {@link org.pushj.hub.HubProfile.Builder#contentInBody}. The others fetch it as
   * usual.
   *
   * @param content the content that the topic's URL returns
   * @param contentType the {@code Content-Type} of the content, as {@code application/xml}
   * @return an outcome for each hub
   * @throws IllegalArgumentException as {@link #publish(Collection)} does, or if the content type
   *     is blank; then nothing was sent
   */
  public List<PublishOutcome> publishContent(URI topic, byte[] content, String contentType) {
    if (contentType.isBlank()) {
      throw new IllegalArgumentException("contentType must not be blank");
    }
    return sender.sendAll(
        pingsDueNow(List.of(topic)), new HubClient.Ping.Content(content.clone(), contentType));
  }

  private List<QueuedPing> pingsDueNow(Collection<URI> topics) {
    Instant now = clock.instant();
    return topicHubs.pings(topics, now, topic -> now);
  }

  /** Queues a ping for every hub of each topic: see {@link #publishLater(Collection)}. */
  public void publishLater(URI... topics) {
    publishLater(List.of(topics));
  }

  /**
   * Queues a ping for every hub of each topic, and returns without waiting for any hub. Changes of
   * one topic in quick succession share one ping, which is always sent after the last of them. A
   * ping that a hub does not accept is retried for days, and then parked.
   *
   * <p>If the queue joins transactions of the caller, the pings are sent after the commit, by any
   * process on the same queue, and never after a rollback.
   *
   * @param topics the canonical URLs that the topics advertise as their own
   * @throws IllegalArgumentException as {@link #publish(Collection)} does; then nothing was queued
   * @throws QueueFullException if the queue is full; then nothing was queued
   */
  public void publishLater(Collection<URI> topics) {
    Instant now = clock.instant();
    List<QueuedPing> pings = topicHubs.pings(topics, now, topic -> throttle.dueAt(topic, now));
    if (!pings.isEmpty() && !queue.add(pings)) {
      throw new QueueFullException(pings.stream().map(QueuedPing::topic).distinct().toList());
    }
    if (pings.stream().anyMatch(ping -> now.equals(ping.dueAt()))) {
      queue.afterCommit(wakeUp::signal);
    }
    if (isServed.compareAndSet(false, true)) {
      LOG.warn(
          "Nothing in this process sends the queued pings: call start(), or runDueWork() every"
              + " second, unless another process on the same queue does");
    }
  }

  /** Returns the queue of {@link #publishLater}. */
  public PingQueue queue() {
    return queue;
  }

  /**
   * Returns the health of hubs that have failed recently, as {@code SubscriberStatistics.hubs()}
   * does.
   */
  public List<HubHealth> hubs() {
    return sender.health();
  }

  /**
   * Lists one page of the pings that are waiting or parked.
   *
   * @throws UnsupportedOperationException if the queue is no {@link ManageableQueue}
   */
  public List<QueuedPing> list(ManageableQueue.Query query) {
    return manageable().list(query);
  }

  /**
   * Makes a parked ping due again; returns false if no ping with this id is parked.
   *
   * @throws UnsupportedOperationException if the queue is no {@link ManageableQueue}
   */
  public boolean requeue(PingId id) {
    boolean requeued = manageable().requeue(id, clock.instant());
    queue.afterCommit(wakeUp::signal);
    return requeued;
  }

  /**
   * Removes a parked ping; returns false if no ping with this id is parked.
   *
   * @throws UnsupportedOperationException if the queue is no {@link ManageableQueue}
   */
  public boolean discard(PingId id) {
    return manageable().discard(id);
  }

  private ManageableQueue manageable() {
    if (queue instanceof ManageableQueue manageable) {
      return manageable;
    }
    throw new UnsupportedOperationException(
        "the queue must implement " + ManageableQueue.class.getName() + " for this");
  }

  /**
   * Starts threads that send the queued pings. Any number of processes that share a queue may do
   * so. Does nothing if they have been started.
   *
   * @throws IllegalStateException if the publisher is closed
   * @throws StoreException if the queue must be set up first, for example because its tables are
   *     missing; one that is only unavailable is retried
   */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the publisher is closed");
    }
    if (workers == null) {
      StartCheck.read(() -> queue.findById(new PingId(new UUID(0, 0))));
      workers = Workers.start(duePings, work, "push-ping", threads, ticker);
      wakeUp.onSignal(workers::wake);
      isServed.set(true);
    }
  }

  /**
   * Sends all pings that are due now, on the calling thread: for applications with their own
   * threads, such as the managed executor of a container. Call it every second instead of {@link
   * #start()}; several threads may do so concurrently.
   *
   * @return the number of batches, each for one hub; 0 if nothing was due
   */
  public int runDueWork() {
    isServed.set(true);
    return duePings.doAll(Math.min(work.batch(), MAX_BATCH_OF_ONE_THREAD), stopSignal.begin());
  }

  /**
   * Stops the threads that {@link #start()} started, and waits up to 15 seconds for running
   * requests. A running {@link #runDueWork()} stops after its current request, and releases the
   * pings it has claimed. Idle threads end. Waiting pings stay in the queue, for another process or
   * for {@link #runDueWork()}.
   */
  @Override
  public void close() {
    Workers<PingBatch> ending;
    synchronized (this) {
      closed = true;
      ending = workers;
      workers = null;
    }
    stopSignal.stop();
    if (ending != null) {
      ending.close();
    }
    pools.endIdle();
  }
}
