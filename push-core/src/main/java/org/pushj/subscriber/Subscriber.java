package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.PushException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.callback.CallbackHandler;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.scheduling.DaemonPools;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.SubscriptionStore;

/**
 * The front door of the subscriber (W3C WebSub section 3.1.2). Safe for use by several threads; one
 * per application.
 *
 * <pre>{@code
 * Subscriber subscriber = Subscriber.builder()
 *     .callbackBase(URI.create("https://reader.example/push/"))
 *     .listener(update -> log.info("{} changed", update.origin().topic()))
 *     .build();
 * subscriber.start();
 * subscriber.subscribe(URI.create("https://blog.example/feed"));
 * }</pre>
 *
 * <p>Hubs must reach {@link #callbackHandler()} at the callback base, through {@code
 * PushCallbackServlet} of push-servlet or your own adapter.
 *
 * @since 0.1
 */
public final class Subscriber implements AutoCloseable {
  private final Intents intents;
  private final SubscriptionStore store;
  private final Lifecycles lifecycles;
  private final CallbackHandler callbackHandler;
  private final Background background;
  private final ManyRequests many;
  private final Operations operations;
  private final DaemonPools pools;

  Subscriber(
      Intents intents,
      SubscriptionStore store,
      Lifecycles lifecycles,
      CallbackHandler callbackHandler,
      Background background,
      ManyRequests many,
      Operations operations,
      DaemonPools pools) {
    this.intents = intents;
    this.store = store;
    this.lifecycles = lifecycles;
    this.callbackHandler = callbackHandler;
    this.background = background;
    this.many = many;
    this.operations = operations;
    this.pools = pools;
  }

  /** Returns a builder with the defaults. */
  public static SubscriberBuilder builder() {
    return new SubscriberBuilder();
  }

  /**
   * Subscribes to a resource: see {@link #subscribe(SubscriptionRequest)}.
   *
   * @param resource the http or https URL of a feed, a page, or anything else that names a hub; it
   *     is {@linkplain org.pushj.Urls#normalized normalized}
   * @throws IllegalArgumentException as {@link SubscriptionRequest#of} does
   */
  public Subscription subscribe(URI resource) {
    return subscribe(SubscriptionRequest.of(resource));
  }

  /**
   * Finds the topic and the hub of a resource, and requests a subscription from the hub. An
   * existing subscription to the same resource (and hub, if the request names one) is renewed with
   * the options of this request. Blocks until the hub has answered, within the deadlines of the
   * builder.
   *
   * <p>If the store joins the caller's transaction, only the request is recorded: the topic is
   * looked up and the hub contacted after the commit, never after a rollback. This method then
   * returns the pending subscription, and failures are recorded and reported to the {@link
   * org.pushj.SubscriptionListener} instead of being thrown. The same applies to {@link #renew} and
   * {@link #unsubscribe}.
   *
   * @return the subscription as it is now: usually {@link SubscriptionState#PENDING}, until the hub
   *     has verified it; hubs may do that before this method returns
   * @throws DiscoveryException if no hub was found; nothing was stored
   * @throws HubException if the hub did not accept the request. The subscription is stored, {@link
   *     SubscriptionState#FAILED} unless it was active before, and will be retried; {@link
   *     PushException#subscription()} identifies it. If no hub may be contacted at all, nothing was
   *     stored
   * @throws StoreException if the store failed
   */
  public Subscription subscribe(SubscriptionRequest request) {
    background.wanted();
    return intents.subscribe(request);
  }

  /**
   * Finds the topic of a request and its hubs, of which a new subscription asks the first. No hub
   * is asked, and nothing stored. Blocks until the page has answered.
   *
   * @return the topic, and the hubs that may be contacted, at least one
   * @throws DiscoveryException if no hub was found
   * @throws HubException if none of the hubs may be contacted
   */
  public TopicLinks discover(SubscriptionRequest request) {
    return lifecycles.discover(request);
  }

  /**
   * Subscribes to the topic that {@link #discover} has found for a request, at the first of its
   * hubs, without another discovery. If the subscription is already wanted, it is left unchanged,
   * with its own options.
   *
   * @return the subscription, as {@link #subscribe(SubscriptionRequest)} does; empty if it is
   *     already wanted
   * @throws HubException as there
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> subscribeNew(SubscriptionRequest request, TopicLinks found) {
    background.wanted();
    return intents.subscribeNew(request, found);
  }

  /**
   * Subscribes to many resources, several at a time: see {@link #subscribe(SubscriptionRequest)}.
   * Blocks until the last hub has answered. For large numbers, which a hub may want one after the
   * other, use {@link #subscribeLater}: see {@link WorkSettings.Builder#perHubPerSecond}.
   *
   * @return the outcome of each, in the order of the requests
   * @throws StoreException if the store failed in a transaction of the caller; outside of one that
   *     is an outcome
   */
  public List<SubscribeOutcome> subscribe(Collection<SubscriptionRequest> requests) {
    return many.subscribe(requests);
  }

  /**
   * Stores the request and returns: the topic is looked up and its hub contacted by the background
   * work of {@link #start()} or {@link #runDueWork()}, at the pace that hubs allow. For
   * transactions, and for large numbers. Failures are reported to the {@link
   * org.pushj.SubscriptionListener} and retried.
   *
   * <p>A subscription that is already wanted continues unchanged, with the lease and the attributes
   * of this request, and no hub is contacted. So an application may call this for all its resources
   * at each start.
   *
   * @return the subscription as it is now, {@link SubscriptionState#PENDING} if it is new
   * @throws StoreException if the store failed
   */
  public Subscription subscribeLater(SubscriptionRequest request) {
    background.wanted();
    Subscription subscription = intents.subscribeLater(request);
    store.afterCommit(background::wake);
    return subscription;
  }

  /** Finds a subscription; empty if there is none, or it has ended. */
  public Optional<Subscription> find(SubscriptionId id) {
    return intents.find(id);
  }

  /**
   * Finds the subscription to a request, by its resource and its hub if it names one; empty if
   * there is none, or it has ended.
   */
  public Optional<Subscription> find(SubscriptionRequest request) {
    return intents.find(request);
  }

  /**
   * Waits until a hub has verified a subscription, on any node.
   *
   * @param limit the maximum time to wait
   * @return the subscription once it is {@link SubscriptionState#ACTIVE}; empty if that takes
   *     longer, or it does not exist
   * @throws InterruptedException if this thread is interrupted
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> awaitActive(SubscriptionId id, Duration limit)
      throws InterruptedException {
    return intents.awaitActive(id, limit);
  }

  /**
   * Requests a new lease, after looking the topic up again (W3C WebSub section 6.1): if it has
   * moved, the subscription follows once the new hub has verified it. Until then, and if this
   * fails, the active lease continues unchanged. Does nothing if the subscription is {@linkplain
   * OperatorAction#PAUSE paused}.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws DiscoveryException if the topic could not be looked up; that is recorded in the
   *     subscription
   * @throws HubException if the hub did not accept the request; that is recorded in the
   *     subscription
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> renew(SubscriptionId id) {
    return intents.renew(id);
  }

  /**
   * Ends a subscription (W3C WebSub section 5.1). From now on content is refused; updates already
   * in an inbox are still delivered. The request is sent at once, and repeated until the hub has
   * verified it or the lease has ended; until then the subscription is {@link
   * SubscriptionState#UNSUBSCRIBING}. No answer of a hub reverts this; only {@link #subscribe}
   * does.
   *
   * @return false if there is no subscription with this id
   * @throws StoreException if the store failed
   */
  public boolean unsubscribe(SubscriptionId id) {
    return intents.unsubscribe(id);
  }

  /**
   * Ends a subscription at once, without a request to the hub. Content that it still delivers is
   * answered 410, so that it stops. For hubs that never verify an unsubscription.
   *
   * @return false if there is no subscription with this id
   * @throws StoreException if the store failed
   */
  public boolean forget(SubscriptionId id) {
    return intents.forget(id);
  }

  /**
   * Starts background work on threads of its own: leases are renewed before they end, requests that
   * failed or were not verified are repeated, and updates in the inbox are delivered. Any number of
   * processes that share a store may do so. Does nothing if it has been started.
   *
   * @throws IllegalStateException if the subscriber is closed
   * @throws StoreException if the store or the inbox must be set up first, for example because its
   *     tables are missing; one that is only unavailable is retried
   */
  public void start() {
    background.start();
  }

  /**
   * Does the work that is due now, on the calling thread, and returns when none is left: for
   * applications with their own threads, such as the managed executor of a container. Call it every
   * few seconds instead of {@link #start()}; several threads may do so concurrently. The listener
   * of updates in an inbox runs on the {@linkplain DeliverySettings.Builder#executor executor} for
   * it, so that it can have a time limit.
   *
   * @return the number of subscriptions and updates that were processed
   * @throws StoreException if the store failed
   */
  public int runDueWork() {
    return background.runDueWork();
  }

  /**
   * Stops the work that {@link #start()} began, and waits up to 15 seconds each for requests in
   * flight and running deliveries. A running {@link #runDueWork()} stops after its current item.
   * Claimed work that has not begun is released. Idle threads end, and the HTTP client is closed.
   * Subscriptions are unchanged, and the callback endpoint keeps answering as long as it is served;
   * updates in the inbox wait for another process, or for {@link #runDueWork()}.
   */
  @Override
  public void close() {
    background.close();
    pools.endIdle();
  }

  /** Returns the endpoint for hubs, which an adapter serves at the callback base. */
  public CallbackHandler callbackHandler() {
    return callbackHandler;
  }

  /** Returns the actions and views for operators. */
  public Operations operations() {
    return operations;
  }
}
