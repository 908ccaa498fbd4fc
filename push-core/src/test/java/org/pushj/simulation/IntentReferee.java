package org.pushj.simulation;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Promise 2: your intent is never lost. Some days after the last failure, what the application
 * wants is active at the hub, and the last content has come; what it does not want has ended at the
 * hub, or the lease is over.
 */
final class IntentReferee extends Referee {
  private final Set<String> received = new LinkedHashSet<>();
  private final Map<Intent, String> last = new HashMap<>();

  /** What was published while no hub had heard of the lease that a node counts on. */
  private final Set<String> unheard = new LinkedHashSet<>();

  IntentReferee(Scheduler scheduler) {
    super("promise 2, intent", scheduler);
  }

  @Override
  void published(Intent intent, String content) {
    last.put(intent, content);
    if (intent.isUnheard()) {
      unheard.add(content);
    }
  }

  @Override
  void received(Intent intent, String content) {
    received.add(content);
  }

  /** Tells whether no more could be done about a lease. */
  private static boolean isOver(Intent intent, HubGrant grant) {
    return grant.told || grant.forgotten || grant.endedByStranger || intent.isLeftTwice(grant);
  }

  @Override
  void ended(World world) {
    for (Intent each : world.intents()) {
      List<HubGrant> running = world.running(each);
      switch (each.state()) {
        case CHANGING -> excused();
        case UNWANTED -> {
          List<HubGrant> excusable = running.stream().filter(grant -> isOver(each, grant)).toList();
          if (!excusable.isEmpty()) {
            excused();
          } else {
            checked();
          }
          if (running.size() > excusable.size()) {
            violated("nobody wants " + each.resource() + ", and there is " + running);
          }
        }
        case WANTED -> judgeWanted(world, each, running);
      }
    }
  }

  private void judgeWanted(World world, Intent intent, List<HubGrant> running) {
    String topic = world.site.topic(intent.resource());
    List<String> hubs =
        world.site.hubs(intent.resource()).stream().map(hub -> hub.url().getHost()).toList();
    String content = last.getOrDefault(intent, "nothing");
    if (!received.contains(content) && unheard.contains(content)) {
      excused();
      return;
    }
    checked();
    if (running.stream()
        .noneMatch(grant -> grant.topic.equals(topic) && hubs.contains(grant.hub))) {
      violated(topic + " is wanted, and " + hubs + " have no lease for it: " + running);
    } else if (!received.contains(content)) {
      violated(intent.resource() + " is wanted, and its last content has not come");
    }
  }
}
