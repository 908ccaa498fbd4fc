package org.pushj.subscriber;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.PendingIntent;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.spi.HubReply;

/** Sends open requests to hubs once they are committed. */
final class Dispatch {
  private final SubscriberContext context;
  private final HubRequests hubRequests;

  Dispatch(SubscriberContext context) {
    this.context = context;
    this.hubRequests = new HubRequests(context);
  }

  /**
   * Sends a request to subscribe.
   *
   * @param before the state before the request; null for a new subscription
   * @throws HubException if the hub did not accept it; that is recorded
   */
  void ask(@Nullable SubscriptionState before, Subscription stored) {
    send(before, stored, reply -> {});
  }

  /**
   * Sends a request to subscribe while its claim goes on: whoever dies before the hub has accepted
   * it leaves it to the others when the claim ends. The hub's time to verify begins afterwards.
   *
   * @param before the state before the request
   * @throws HubException if the hub did not accept it; that is recorded
   */
  void askClaimed(SubscriptionState before, Subscription stored) {
    send(before, stored, reply -> awaitVerification(stored));
  }

  /**
   * Sends a request to unsubscribe.
   *
   * @param before the state before the request
   * @throws HubException if the hub did not accept it; that is recorded
   */
  void askToEnd(SubscriptionState before, Subscription stored) {
    send(
        before,
        stored,
        reply -> {
          if (reply == HubReply.VERIFIED) {
            ifStillOpen(stored)
                .filter(context.store()::remove)
                .ifPresent(context.announcer()::unsubscribed);
          }
        });
  }

  /**
   * Asks a hub to end what it granted before a move; that is committed.
   *
   * @throws HubException if the hub did not accept it; nothing is recorded
   */
  void askToEndFormer(PendingIntent end) {
    hubRequests.endFormer(end);
  }

  /** Removes a subscription whose lease does not run: no hub has anything to end. */
  boolean forget(Subscription current) {
    boolean removed = context.store().remove(current);
    if (removed) {
      context.store().afterCommit(() -> context.announcer().unsubscribed(current));
    }
    return removed;
  }

  /**
   * Sends the open request once it is committed. That is at once, unless the caller is in a
   * transaction. Then a refusal is recorded and told to the listener, but not thrown, since nobody
   * waits any more; and nothing is sent if the transaction has gone on to something else.
   */
  private void send(
      @Nullable SubscriptionState before, Subscription stored, Consumer<HubReply> next) {
    AtomicReference<@Nullable HubException> refusal = new AtomicReference<>();
    context
        .store()
        .afterCommit(
            () -> {
              try {
                ifStillOpen(stored).map(current -> sendNow(before, current)).ifPresent(next);
              } catch (HubException e) {
                refusal.set(e);
              }
            });
    HubException thrown = refusal.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private HubReply sendNow(@Nullable SubscriptionState before, Subscription current) {
    context.announcer().requested(before, current);
    try {
      return hubRequests.send(current);
    } catch (HubException e) {
      boolean ending = current.openRequest().filter(Dispatch::isEnd).isPresent();
      if (!ending || current.lease() != null) {
        throw e;
      }
      // What was never verified ends whatever the hub says: it has no lease that could go on.
      context.store().findById(current.id()).ifPresent(this::forget);
      return HubReply.ACCEPTED;
    }
  }

  private void awaitVerification(Subscription stored) {
    Optional<Subscription> open = ifStillOpen(stored);
    while (open.isPresent()
        && context
            .store()
            .replace(open.get(), context.schedule().asked(open.get(), context.now()))
            .isEmpty()) {
      open = ifStillOpen(stored);
    }
  }

  /** Returns the subscription as it is now, if it still waits for the same request. */
  private Optional<Subscription> ifStillOpen(Subscription stored) {
    return context
        .store()
        .findById(stored.id())
        .filter(current -> current.openRequest().equals(stored.openRequest()));
  }

  private static boolean isEnd(PendingIntent intent) {
    return intent.kind() == IntentKind.UNSUBSCRIBE;
  }
}
