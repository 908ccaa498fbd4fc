package org.pushj.subscriber;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.HubHealth;
import org.pushj.PushException;
import org.pushj.Registration;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.TopicLinks;
import org.pushj.callback.CallbackHandler;
import org.pushj.diagnosis.Diagnoser;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.WorkSettings;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.work.Counters;
import org.pushj.work.DaemonPools;

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
 * <p>Hubs must reach {@link #callbackHandler()} at the callback base: {@code PushCallbackServlet}
 * of push-servlet sees to that, or an adapter of your own.
 *
 * @since 0.1
 */
public final class Subscriber extends OperatorActions implements AutoCloseable {
  private final Wishes wishes;
  private final SubscriptionStore store;
  private final CallbackHandler callbackHandler;
  private final Background background;
  private final ManyRequests many;
  private final Counters counters;
  private final DaemonPools pools;

  Subscriber(
      Wishes wishes,
      SubscriptionStore store,
      @Nullable UpdateInbox inbox,
      Supplier<List<HubHealth>> hubs,
      Lifecycles lifecycles,
      Diagnoser diagnoser,
      HealthCheck health,
      CallbackHandler callbackHandler,
      Background background,
      Counters counters,
      DaemonPools pools,
      ManyRequests many) {
    super(wishes, store, inbox, hubs, lifecycles, diagnoser, health, background::wake);
    this.wishes = wishes;
    this.store = store;
    this.callbackHandler = callbackHandler;
    this.background = background;
    this.many = many;
    this.counters = counters;
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
   * Finds the topic and the hub of a resource, and asks the hub for a subscription. If there is a
   * subscription to the same resource (and hub, if the request names one) already, it is renewed,
   * with the options of this request. Blocks until the hub has answered, within the deadlines of
   * the builder.
   *
   * <p>Within a transaction of the caller, where the store takes part in such, the wish alone is
   * kept: the topic is looked up and its hub asked after the commit, never after a rollback. Then
   * this method returns the pending subscription, and what does not succeed is recorded and told to
   * the {@link org.pushj.SubscriptionListener}, not thrown. The same goes for {@link #renew} and
   * {@link #unsubscribe}.
   *
   * @return the subscription as it is now: usually {@link SubscriptionState#PENDING}, until the hub
   *     has verified it; hubs may do that before this method returns
   * @throws DiscoveryException if no hub was found; nothing was stored
   * @throws HubException if the hub was asked and did not accept the request. The subscription is
   *     in the store, {@link SubscriptionState#FAILED} unless it was active before, and is tried
   *     again; {@link PushException#subscription()} names it. Only where no hub may be contacted at
   *     all, nothing was stored
   * @throws StoreException if the store failed
   */
  public Subscription subscribe(SubscriptionRequest request) {
    background.wanted();
    return wishes.subscribe(request);
  }

  /**
   * Subscribes to what {@link #discover} has found for a request, at the first of the hubs,
   * whatever the page names by now. If the application wants the subscription to this request
   * already, it is left unchanged, with its own options.
   *
   * @return the subscription, as {@link #subscribe(SubscriptionRequest)} does; empty if the
   *     application wants it already
   * @throws HubException as there
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> subscribeNew(SubscriptionRequest request, TopicLinks found) {
    background.wanted();
    return wishes.subscribeNew(request, found);
  }

  /**
   * Subscribes to many resources, several at a time: see {@link #subscribe(SubscriptionRequest)}.
   * Blocks until the last hub has answered. {@link #subscribeLater} is for so many that a hub wants
   * them in turn: see {@link WorkSettings.Builder#perHubPerSecond}.
   *
   * @return what came of each, in the order of the requests
   * @throws StoreException if the store failed
   */
  public List<SubscribeOutcome> subscribe(Collection<SubscriptionRequest> requests) {
    return many.subscribe(requests);
  }

  /**
   * Keeps the wish alone, and returns: the topic is looked up and its hub asked by the work that
   * {@link #start()} or {@link #runDueWork()} does, at the pace that hubs allow. For transactions,
   * and for many at once. What does not succeed is told to the {@link
   * org.pushj.SubscriptionListener}, and tried again.
   *
   * <p>What is wanted already goes on as it is, with the lease and the attributes of this request;
   * it asks no hub. So an application may do this for all its resources at each start.
   *
   * @return the subscription as it is now, {@link SubscriptionState#PENDING} if it is new
   * @throws StoreException if the store failed
   */
  public Subscription subscribeLater(SubscriptionRequest request) {
    background.wanted();
    Subscription subscription = wishes.subscribeLater(request);
    store.afterCommit(background::wake);
    return subscription;
  }

  /**
   * Waits until a hub has verified a subscription, on whatever node.
   *
   * @param limit how long to wait at most
   * @return the subscription once it is {@link SubscriptionState#ACTIVE}; empty if it is not in
   *     time, or is not there
   * @throws InterruptedException if this thread is interrupted
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> awaitActive(SubscriptionId id, Duration limit)
      throws InterruptedException {
    return wishes.awaitActive(id, limit);
  }

  /**
   * Asks the hub for a new lease, after looking the topic up again (W3C WebSub section 6.1): where
   * it has moved, the subscription moves along once the new hub has verified it. Until then, and if
   * this fails, the running lease goes on unchanged. One that is {@linkplain #pause paused} is not
   * asked for.
   *
   * @return the subscription as it is now; empty if there is none with this id
   * @throws DiscoveryException if the topic could not be looked up; that is recorded in the
   *     subscription
   * @throws HubException if the hub did not accept the request; that is recorded in the
   *     subscription
   * @throws StoreException if the store failed
   */
  public Optional<Subscription> renew(SubscriptionId id) {
    return wishes.renew(id);
  }

  /**
   * Ends a subscription (W3C WebSub section 5.1). From now on no content is accepted; what an inbox
   * holds already is still delivered. The hub is asked at once, and again until it has verified the
   * end or its lease is over; until then the subscription is {@link
   * SubscriptionState#UNSUBSCRIBING}. Nothing that a hub answers takes the wish back: only {@link
   * #subscribe} does.
   *
   * @return false if there is no subscription with this id
   * @throws StoreException if the store failed
   */
  public boolean unsubscribe(SubscriptionId id) {
    return wishes.unsubscribe(id);
  }

  /**
   * Ends a subscription here at once. No hub is asked: what it still delivers is answered 410, so
   * that it stops. For hubs that never verify an end.
   *
   * @return false if there is no subscription with this id
   * @throws StoreException if the store failed
   */
  public boolean forget(SubscriptionId id) {
    return wishes.forget(id);
  }

  /**
   * Delivers again what the inbox has kept of a subscription after its delivery: see {@link
   * DeliverySettings.Builder#retention}. In the order of arrival where order is wanted, and before
   * what has arrived since; each update keeps its id.
   *
   * @return how many updates are delivered again
   * @throws IllegalStateException if there is no inbox
   * @throws StoreException if the inbox failed
   */
  public int replay(SubscriptionId id) {
    return background.replay(id);
  }

  /**
   * Returns the callback URL of a subscription (W3C WebSub section 5.1.1); empty until a hub was
   * asked. It is a secret that only the hub shares: anyone who has it can speak for the hub where
   * content is not signed.
   */
  public Optional<URI> callbackUrl(Subscription subscription) {
    return subscription.registration().map(Registration::callbackUrl);
  }

  /**
   * Begins to do by itself, on threads of its own, what is due: leases are renewed before they end,
   * requests that failed or were not verified are made again, and what waits in the inbox is
   * delivered. Any number of processes on one store may do so. Does nothing if it has begun
   * already.
   *
   * @throws IllegalStateException if the subscriber is closed
   */
  public void start() {
    background.start();
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
    return background.runDueWork();
  }

  /**
   * Ends what {@link #start()} began, and waits up to 15 seconds each for the requests that are
   * being made and the updates that are being delivered. A {@link #runDueWork()} that runs ends
   * after its current item. What was claimed and has not begun is given back. Threads that have
   * nothing to do end, and the HTTP client is let go of. Subscriptions stay as they are, and the
   * callback endpoint goes on to answer as long as it is served; its inbox waits for another
   * process, or for {@link #runDueWork()}.
   */
  @Override
  public void close() {
    background.close();
    pools.endIdle();
  }

  /** Returns the endpoint for hubs, which an adapter puts at the callback base. */
  public CallbackHandler callbackHandler() {
    return callbackHandler;
  }

  /** Returns what was counted in this process. */
  public SubscriberStatistics statistics() {
    return SubscriberStatistics.of(counters);
  }
}
