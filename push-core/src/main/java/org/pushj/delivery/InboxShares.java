package org.pushj.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pushj.SubscriptionId;
import org.pushj.concurrent.BoundedMap;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.UpdateInbox;
import org.pushj.time.Durations;

/**
 * What subscriptions add to an inbox that is more than half full: each no more than a sixteenth of
 * its limits an hour, or 1,000 updates and 64 MiB if that is more. So a flood at one leaves room
 * for the others. Not thread-safe.
 */
final class InboxShares {
  private static final int SHARE = 16;
  private static final Duration EVERY = Duration.ofHours(1);
  private static final long MIN_UPDATES = 1_000;
  private static final long MIN_BYTES = 64L << 20;
  private static final int MAX_SUBSCRIPTIONS = 10_000;

  private final DeliverySettings settings;
  private final Map<SubscriptionId, Added> all = BoundedMap.inOrderOfUse(MAX_SUBSCRIPTIONS);
  private Instant since = Instant.EPOCH;

  InboxShares(DeliverySettings settings) {
    this.settings = settings;
  }

  /** Returns why a subscription may add nothing to what is there; empty if it may. */
  Optional<String> noRoomFor(SubscriptionId subscription, UpdateInbox.Load load, Instant now) {
    boolean parks = load.parked() > settings.maxParked() / 2;
    boolean isRoomy =
        !parks
            && load.updates() <= settings.maxWaiting() / 2
            && load.bytes() <= settings.maxWaitingBytes() / 2;
    if (isRoomy || !Durations.isWithin(EVERY, since, now)) {
      all.clear();
      since = now;
    }
    Added own = all.getOrDefault(subscription, Added.NOTHING);
    // Any of them may be parked in the end.
    long most =
        parks ? Math.min(settings.maxParked(), settings.maxWaiting()) : settings.maxWaiting();
    return own.updates >= Math.max(most / SHARE, MIN_UPDATES)
            || own.bytes >= Math.max(settings.maxWaitingBytes() / SHARE, MIN_BYTES)
        ? Optional.of(
            "it is more than half full, and subscription %s has added %d updates of %d bytes to that"
                .formatted(subscription, own.updates, own.bytes))
        : Optional.empty();
  }

  /** Notes what a subscription has added. */
  void added(SubscriptionId subscription, int bytes) {
    all.merge(subscription, new Added(1, bytes), Added::plus);
  }

  private record Added(long updates, long bytes) {
    static final Added NOTHING = new Added(0, 0);

    Added plus(Added more) {
      return new Added(updates + more.updates, bytes + more.bytes);
    }
  }
}
