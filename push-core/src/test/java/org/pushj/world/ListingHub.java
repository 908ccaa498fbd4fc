package org.pushj.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.pushj.tck.CallbackReply;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;

/**
 * The hub of a world as one that lists the callbacks that it has verified, and deletes for good the
 * one that answers 410, as WSO2's hub does. It notes when it was asked.
 */
public final class ListingHub {
  private static final int GONE = 410;

  private final World world;
  private final FakeHub hub;
  private final List<Instant> askedAt = new CopyOnWriteArrayList<>();

  public ListingHub(World world) {
    this(world, world.hub);
  }

  public ListingHub(World world, FakeHub hub) {
    this.world = world;
    this.hub = hub;
  }

  /** Treats every later request like this, and notes when they come. */
  public void treat(HubBehaviour behaviour) {
    askedAt.clear();
    hub.behaviour(
        (asked, request) -> {
          askedAt.add(world.clock.instant());
          return behaviour.treat(asked, request);
        });
  }

  /** Returns how much time was between one request and the next, since it treats them so. */
  public List<Duration> intervals() {
    List<Instant> times = List.copyOf(askedAt);
    List<Duration> intervals = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      intervals.add(Duration.between(times.get(i - 1), times.get(i)));
    }
    return intervals;
  }

  /** Returns how often it was asked since it treats requests so. */
  public int asked() {
    return askedAt.size();
  }

  /** Delivers content to all callbacks that are listed, and returns the status of each answer. */
  public List<Integer> publish() {
    return listed().stream()
        .map(request -> hub.deliver(request, "news".getBytes(UTF_8), "text/plain").status())
        .toList();
  }

  /** Returns for which requests it lists a callback: what the answers of callbacks lead to. */
  private List<HubRequest> listed() {
    Map<String, HubRequest> listed = new LinkedHashMap<>();
    for (CallbackReply reply : hub.replies()) {
      HubRequest request = reply.request();
      if (reply.isConfirmed() && request.mode().equals("subscribe")) {
        listed.put(request.callback(), request);
      } else if (reply.isConfirmed() || reply.status() == GONE) {
        listed.remove(request.callback());
      }
    }
    return List.copyOf(listed.values());
  }
}
