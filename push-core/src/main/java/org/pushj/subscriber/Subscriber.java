package org.pushj.subscriber;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.spi.SubscriptionQuery;

/**
 * The front door of the subscriber (W3C WebSub section 3.1.2). Safe for use by several threads; one
 * per application.
 *
 * <pre>{@code
 * Subscriber subscriber = Subscriber.builder()
 *     .callbackBase(URI.create("https://reader.example/push/"))
 *     .listener(update -> log.info("{} changed", update.subscription().topic()))
 *     .build();
 * subscriber.subscribe(URI.create("https://blog.example/feed"));
 * }</pre>
 *
 * <p>Hubs must reach {@link #callbackHandler()} at the callback base: {@code PushCallbackServlet}
 * of push-servlet sees to that, or an adapter of your own.
 *
 * @since 0.1
 */
public final class Subscriber {
  private final SubscriberContext context;
  private final Subscriptions subscriptions;
  private final CallbackHandler callbackHandler;

  Subscriber(SubscriberContext context) {
    this.context = context;
    this.subscriptions = new Subscriptions(context);
    this.callbackHandler = new ProtocolCallbackHandler(context);
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
    return subscriptions.subscribe(request);
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
   * Returns the callback URL of a subscription (W3C WebSub section 5.1.1). It is a secret that only
   * the hub shares: whoever has it can speak for the hub where content is not signed.
   */
  public URI callbackUrl(Subscription subscription) {
    return context.callbackUrl(subscription.callback());
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
