package org.pushj.simulation;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pushj.publisher.PublishOutcome;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;

/**
 * Promise 3: a ping is committed with the change that it announces. What {@code publishLater} has
 * returned for is announced to each hub after the change, or waits in the queue for that, or is
 * parked with a reason, though nodes die; some days after the last failure nothing waits. What
 * {@code publish} calls a success has been taken by the hub; a failure has a reason.
 */
final class AnnouncedReferee extends Referee {
  private final Map<String, Long> changed = new HashMap<>();
  private final Map<String, Long> announced = new HashMap<>();

  AnnouncedReferee(Scheduler scheduler) {
    super("promise 3, announced changes", scheduler);
  }

  @Override
  void announced(URI hub, String topic) {
    announced.put(hub + " " + topic, scheduler.now());
  }

  @Override
  void changed(List<PingHub> hubs, URI topic, long since) {
    hubs.forEach(each -> changed.put(each.url() + " " + topic, since));
  }

  @Override
  void told(PublishOutcome outcome, long since) {
    checked();
    String key = outcome.hub() + " " + outcome.topic();
    if (outcome.isSuccess() && announced.getOrDefault(key, -1L) < since) {
      violated(outcome + " is no success: the hub knows nothing of it");
    } else if (!outcome.isSuccess() && hasNoText(Objects.requireNonNull(outcome.failure()))) {
      violated(outcome + " has no reason");
    }
  }

  private static boolean hasNoText(Exception failure) {
    return failure.getMessage() == null || failure.getMessage().isBlank();
  }

  @Override
  void passed(World world) {
    judge(world, false);
  }

  @Override
  void ended(World world) {
    judge(world, true);
  }

  private void judge(World world, boolean atEnd) {
    Map<String, QueuedPing> queued = new HashMap<>();
    for (QueuedPing each : world.pings.list(ManageableQueue.Query.all())) {
      queued.put(each.hub() + " " + each.topic(), each);
    }
    changed.forEach(
        (key, since) -> {
          if (announced.getOrDefault(key, -1L) < since) {
            judge(key, queued.get(key), atEnd);
          } else {
            checked();
          }
        });
  }

  private void judge(String key, @Nullable QueuedPing ping, boolean atEnd) {
    checked();
    if (ping == null) {
      violated(key + " was never announced, and is not in the queue");
    } else if (ping.state() == QueuedPing.State.PARKED && ping.error() == null) {
      violated(key + " is parked without a reason");
    } else if (ping.state() == QueuedPing.State.WAITING && atEnd) {
      violated(key + " still waits: " + ping);
    }
  }
}
