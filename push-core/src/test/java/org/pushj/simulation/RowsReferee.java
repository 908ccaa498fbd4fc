package org.pushj.simulation;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.spi.ManageableInbox;

/**
 * Promise 5: whatever hubs and strangers do, what is stored for one resource stays below a stated
 * number of rows, and so do the threads of a node.
 */
final class RowsReferee extends Referee {
  /** Updates that wait, the subscription, and those that have ended since the last days. */
  private static final int MOST_ROWS = 10;

  private static final int MOST_EVENTS = 20;
  private static final int MOST_THREADS = 30;

  private final ManageableInbox inbox;
  private int most;

  RowsReferee(Scheduler scheduler, ManageableInbox inbox) {
    super("promise 5, rows and threads", scheduler);
    this.inbox = inbox;
  }

  /** No moment has more updates than that in which a hub has delivered one more. */
  @Override
  void answered(Attempt attempt, int status) {
    int waiting = updates().values().stream().mapToInt(each -> each).max().orElse(0);
    most = Math.max(most, waiting);
    require(waiting <= MOST_ROWS, waiting + " updates, one of which came by " + attempt);
  }

  @Override
  void passed(World world) {
    Map<SubscriptionId, Integer> updates = updates();
    Map<URI, Integer> rows = new HashMap<>();
    Map<URI, Integer> alive = new HashMap<>();
    for (Subscription each : world.subscriptions()) {
      URI resource = each.request().resource();
      rows.merge(resource, 1 + updates.getOrDefault(each.id(), 0), Integer::sum);
      if (each.state() != SubscriptionState.ENDED) {
        alive.merge(resource, 1, Integer::sum);
      }
      require(each.history().size() <= MOST_EVENTS, each.history().size() + " events of " + each);
    }
    for (Map.Entry<URI, Integer> each : rows.entrySet()) {
      most = Math.max(most, each.getValue());
      require(each.getValue() <= MOST_ROWS, each.getValue() + " rows of " + each.getKey());
    }
    alive.forEach(
        (resource, count) -> require(count == 1, count + " subscriptions to " + resource));
    require(world.mostThreads() <= MOST_THREADS, world.mostThreads() + " threads of one node");
  }

  private Map<SubscriptionId, Integer> updates() {
    Map<SubscriptionId, Integer> counts = new HashMap<>();
    inbox
        .list(ManageableInbox.Query.all())
        .forEach(each -> counts.merge(each.subscription(), 1, Integer::sum));
    return counts;
  }

  private void require(boolean holds, String otherwise) {
    checked();
    if (!holds) {
      violated(otherwise);
    }
  }

  @Override
  int most() {
    return most;
  }
}
