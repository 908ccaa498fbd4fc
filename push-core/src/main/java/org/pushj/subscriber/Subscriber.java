package org.pushj.subscriber;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.SubscriptionQuery;
import org.pushj.work.DaemonPools;
import org.pushj.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door of the subscriber (W3C WebSub section 3.1.2). Safe for use by several threads; one
 * per application.
 *
 * <pre>{@code
 * Subscriber subscriber = Subscriber.builder()
 *     .callbackBase(URI.create("https://reader.example/push/"))
 *     .listener(update -> log.info("{} changed", update.subscription().topic()))
 *     .build();
 * subscriber.start();
 * subscriber.subscribe(URI.create("https://blog.example/feed"));
 * }</pre>
 *
 * <p>Hubs must reach {@link #callbackHandler()} at the callback base: {@code PushCallbackServlet}
 * of push-servlet sees to that, or an adapter of your own.
 *
 * @since 0.1
 */
public final class Subscriber implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** One thread comes to the end of so many before their claim ends. */
  private static final int BATCH_OF_ONE_THREAD = 10;

  private final SubscriberContext context;
  private final Subscriptions subscriptions;
  private final CallbackHandler callbackHandler;
  private final DueSubscriptions sweep;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final @Nullable Deliveries deliveries;
  private final DaemonPools pools;
  private List<Workers<?>> workers = List.of();
  private boolean closed;

  Subscriber(SubscriberContext context, @Nullable Deliveries deliveries, DaemonPools pools) {
    TopicLookup lookup = new TopicLookup(context);
    Dispatch dispatch = new Dispatch(context);
    this.context = context;
    this.subscriptions = new Subscriptions(context, lookup, dispatch);
    this.callbackHandler = new ProtocolCallbackHandler(context);
    this.deliveries = deliveries;
    this.pools = pools;
    this.sweep =
        new DueSubscriptions(context, new DueWork(context, lookup, subscriptions, dispatch));
  }

  /** Returns a builder with the defaults. */
  public static SubscriberBuilder builder() {
    return new SubscriberBuilder();
  }

  /**
   * Subscribes to a resource: see {@link #subscribe(SubscriptionRequest)}.
   *
   * @param resource the http or https URL of a feed, a page, or anything else that names a hub
   */
  public Subscription subscribe(URI resource) {
    return subscribe(SubscriptionRequest.of(resource));
  }

  /**
   * Finds the topic and the hub of a resource, and asks the hub for a subscription. If there is one
   * to this topic at a hub of its already, that is renewed. Blocks until the hub has answered,
   * within the deadlines of the builder.
   *
   * <p>Within a transaction of the caller, where the store takes part in such, the hub is looked up
   * at once and asked after the commit; never after a rollback. Then this method returns the
   * pending subscription, and a request that does not succeed is recorded and told to the {@link
   * org.pushj.SubscriptionListener}, not thrown. The same goes for {@link #renew} and {@link
   * #unsubscribe}.
   *
   * @return the subscription as it is now: usually {@link org.pushj.SubscriptionState#PENDING},
   *     until the hub has verified it; hubs may do that before this method returns
   * @throws DiscoveryException if no hub was found; nothing was stored
   * @throws HubException if the hub was asked and did not accept the request. The subscription is
   *     in the store, {@link org.pushj.SubscriptionState#FAILED} unless it was active before; only
   *     where no hub may be contacted at all, nothing was stored
   * @throws StoreException if the store failed
   */
  public Subscription subscribe(SubscriptionRequest request) {
    if (!isStarted() && sweep.isUnused() && warned.compareAndSet(false, true)) {
      LOG.warn(
          "Nothing renews leases in this process: call start(), or runDueWork() every few"
              + " seconds, unless another process on the same store does");
    }
    return subscriptions.subscribe(request);
  }

  private synchronized boolean isStarted() {
    return !workers.isEmpty();
  }

  /**
   * Asks the hub for a new lease, after looking the topic up again (W3C WebSub section 6.1): where
   * it has moved, the subscription moves along once the new hub has verified it. Until then, and if
   * this fails, the running lease goes on unchanged.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws HubException if the hub did not accept the request; that is recorded in the
   *     subscription
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> renew(SubscriptionId id) {
    return subscriptions.renew(id);
  }

  /**
   * Asks the hub to end a subscription (W3C WebSub section 5.1). It is gone when the hub has
   * verified that; until then it is {@link org.pushj.SubscriptionState#UNSUBSCRIBING}, and content
   * is still taken. One that was never verified is gone also when the hub refuses; one that has
   * ended, was denied or failed is gone at once, and its hub is not asked.
   *
   * @return false if there is no subscription with this id
   * @throws HubException if the hub did not accept the request and a lease runs; the subscription
   *     goes on, and says so
   * @throws StoreException if the store failed
   */
  public boolean unsubscribe(SubscriptionId id) {
    return subscriptions.unsubscribe(id);
  }

  /** Finds a subscription. */
  public Optional<Subscription> find(SubscriptionId id) {
    return context.store().findById(id);
  }

  /** Lists one page of the subscriptions. */
  public List<Subscription> list(SubscriptionQuery query) {
    return context.store().list(query);
  }

  /**
   * Delivers again what the inbox has kept of a subscription after its delivery: see {@link
   * DeliverySettings.Builder#retention}. In the order of receipt where order is wanted; each update
   * keeps its id.
   *
   * @return how many updates are delivered again
   * @throws IllegalStateException if there is no inbox
   * @throws StoreException if the inbox failed
   */
  public int replay(SubscriptionId id) {
    if (deliveries == null) {
      throw new IllegalStateException("inbox: is required for a replay");
    }
    return deliveries.replay(id);
  }

  /**
   * Returns the callback URL of a subscription (W3C WebSub section 5.1.1). It is a secret that only
   * the hub shares: whoever has it can speak for the hub where content is not signed.
   */
  public URI callbackUrl(Subscription subscription) {
    return SubscriberContext.callbackUrl(subscription.callbackBase(), subscription.callback());
  }

  /**
   * Begins to do by itself, on threads of its own, what is due: leases are renewed before they end,
   * requests that failed or were not verified are made again, and what waits in the inbox is
   * delivered. Any number of processes on one store may do so. Does nothing if it has begun
   * already.
   *
   * @throws IllegalStateException if the subscriber is closed
   */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the subscriber is closed");
    }
    if (workers.isEmpty()) {
      Workers<?> renewals = Workers.start(sweep, context.work(), "push");
      workers = deliveries == null ? List.of(renewals) : List.of(renewals, deliveries.start());
    }
  }

  /**
   * Does what is due now, on the thread of the caller, and returns when nothing is left: for
   * applications that have their own threads, as the managed executor of a container. Call it every
   * few seconds, instead of {@link #start()}; several threads may do so at a time. The listener of
   * updates in an inbox runs on the {@linkplain DeliverySettings.Builder#executor executor} for it,
   * so that it can have a time limit.
   *
   * @return for how many subscriptions and updates there was work
   * @throws StoreException if the store failed
   */
  public int runDueWork() {
    int delivered = deliveries == null ? 0 : deliveries.doAll(deliveries.batch());
    return delivered + sweep.doAll(BATCH_OF_ONE_THREAD);
  }

  /**
   * Ends what {@link #start()} began, and waits up to 15 seconds each for the requests that are
   * being made and the updates that are being delivered. Threads that have nothing to do end.
   * Subscriptions stay as they are, and the callback endpoint goes on to answer as long as it is
   * served; its inbox waits for another process, or for {@link #runDueWork()}.
   */
  @Override
  public void close() {
    List<Workers<?>> ending;
    synchronized (this) {
      closed = true;
      ending = workers;
      workers = List.of();
    }
    ending.forEach(Workers::close);
    pools.endIdle();
  }

  /** Returns the endpoint for hubs, which an adapter puts at the callback base. */
  public CallbackHandler callbackHandler() {
    return callbackHandler;
  }

  /** Returns what was counted in this process. */
  public SubscriberStatistics statistics() {
    return context.counters().snapshot();
  }
}
