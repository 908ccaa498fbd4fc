package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.pushj.spi.HttpTransport;

/**
 * A hub. Most of the time, and always when all is calm, it keeps to the Recommendation: it verifies
 * before or after its answer, grants leases of some days, never ends one before its time, delivers
 * again while it gets no answer or 5xx, and forgets a callback that says 410. In between it has
 * {@linkplain Mood moods}.
 */
final class Hub implements Network.Server {
  /** A hub forgets nothing in the last days: the next renewal is to come before the end. */
  private static final long FORGETS_UNTIL = Duration.ofDays(20).toNanos();

  private static final int TOO_MANY = 429;
  private static final List<Mood> MOODS = List.of(Mood.values());
  private static final int[] REFUSALS = {400, 403, 404, 410, 429};
  private static final long[] PAUSES = {1, 60, 3600, 20_000};
  private static final long[] FLEETING = {1, 60, 600};

  private final World world;
  private final Machine machine;
  private final URI url;
  private final boolean sendsDeltas;
  private final SplittableRandom random;
  private final Map<String, HubGrant> grants = new LinkedHashMap<>();
  private final Map<String, Integer> last = new HashMap<>();
  private Mood mood = Mood.HONEST;
  private int requests;

  /**
   * Makes a hub.
   *
   * @param sendsDeltas whether it sends only what is new; otherwise the whole page
   */
  Hub(World world, Machine machine, URI url, boolean sendsDeltas) {
    this.world = world;
    this.sendsDeltas = sendsDeltas;
    this.machine = machine;
    this.url = url;
    this.random = world.scheduler.random();
  }

  URI url() {
    return url;
  }

  Machine machine() {
    return machine;
  }

  Mood mood() {
    return mood;
  }

  /** Returns the grants whose lease runs. */
  List<HubGrant> running() {
    return grants.values().stream().filter(each -> each.end > world.scheduler.now()).toList();
  }

  /** Changes its mood now and then. */
  void live() {
    while (true) {
      world.sleep(world.upTo(Mood.HONEST.longest()));
      Mood next = MOODS.get(random.nextInt(MOODS.size()));
      if (world.isCalm()) {
        return;
      }
      mood = next;
      world.journal.note(machine, "is " + mood);
      if (mood == Mood.FORGETFUL && world.scheduler.now() < FORGETS_UNTIL) {
        grants.values().removeIf(each -> random.nextBoolean());
      } else if (mood == Mood.DENYING) {
        running().forEach(each -> spawnDenial(each.topic, each.callback));
      }
      world.sleep(world.upTo(mood.longest()));
      mood = Mood.HONEST;
    }
  }

  void calm() {
    mood = Mood.HONEST;
  }

  @Override
  public Network.Answer answer(HttpTransport.Request request) throws IOException {
    byte[] body = request.body();
    if (!request.method().equals("POST") || body == null) {
      return Network.Answer.of(405);
    }
    Asked asked = Asked.of(Forms.parse(new String(body, UTF_8)), ++requests, lease());
    world.journal.note(machine, "is asked to " + asked);
    HubGrant known = grants.get(asked.key());
    if (!asked.subscribes() && known != null) {
      known.left = true;
    }
    world.strangers.learn(asked);
    Network.Answer answer = answer(asked, known, new String(body, UTF_8));
    world.visited("hub answers " + answer.status() / 100 + "xx", asked.topic());
    if (!asked.subscribes() && known != null) {
      known.told |= answer.status() / 100 != 5 && answer.status() != TOO_MANY;
    }
    return answer;
  }

  private Network.Answer answer(Asked asked, @Nullable HubGrant known, String body)
      throws IOException {
    return switch (mood) {
      case DOWN -> down();
      case BUSY -> busy();
      case SILENT -> Network.Answer.of(202);
      case REFUSING -> Network.Answer.of(REFUSALS[random.nextInt(REFUSALS.length)]);
      case ECHOING ->
          new Network.Answer(400, Map.of("Content-Type", "text/plain"), "not good: " + body);
      case DENYING -> {
        spawnDenial(asked.topic(), asked.callback());
        yield Network.Answer.of(202);
      }
      default -> !asked.subscribes() && known == null ? Network.Answer.of(404) : accepted(asked);
    };
  }

  private Network.Answer down() throws IOException {
    if (random.nextBoolean()) {
      throw new IOException("the hub is down");
    }
    return Network.Answer.of(500);
  }

  private Network.Answer busy() {
    long pause = PAUSES[random.nextInt(PAUSES.length)];
    return random.nextInt(4) == 0
        ? Network.Answer.of(503)
        : new Network.Answer(503, Map.of("Retry-After", Long.toString(pause)), "");
  }

  private Duration lease() {
    return switch (mood) {
      case FLEETING -> Duration.ofSeconds(FLEETING[random.nextInt(FLEETING.length)]);
      case ENDLESS -> Duration.ofSeconds(9_999_999_999L);
      default -> Duration.ofHours(24 + random.nextInt(96));
    };
  }

  private Network.Answer accepted(Asked asked) {
    last.put(asked.key(), asked.number());
    if (mood == Mood.EARLY || random.nextInt(3) == 0) {
      return Network.Answer.of(verify(asked, 0) == 200 ? 204 : 422);
    }
    if (mood == Mood.TWICE) {
      world.scheduler.spawn(machine, "verify", () -> verifyLater(asked, Duration.ofSeconds(20)));
    }
    Duration most =
        mood == Mood.LATE
            ? Duration.ofDays(2)
            : random.nextInt(20) == 0 ? Duration.ofHours(1) : Duration.ofSeconds(20);
    world.scheduler.spawn(machine, "verify", () -> verifyLater(asked, most));
    return Network.Answer.of(202);
  }

  private void verifyLater(Asked asked, Duration most) {
    boolean late = mood == Mood.LATE;
    long began = world.scheduler.now();
    world.sleep(world.upTo(most));
    for (int i = 0; i < 4 && (late || isLast(asked)); i++) {
      int status = verify(asked, world.scheduler.now() - began);
      if (status != 0 && status / 100 != 5) {
        return;
      }
      world.sleep(Duration.ofMinutes(1));
    }
  }

  private boolean isLast(Asked asked) {
    return last.getOrDefault(asked.key(), 0) == asked.number();
  }

  /** Returns the status of the callback, 200 only with the challenge; 0 without an answer. */
  private int verify(Asked asked, long since) {
    HubGrant fresh = asked.grant(url.getHost(), world.scheduler.now());
    fresh.askedAt = world.scheduler.now() - since;
    world.visited(asked.subscribes() ? "hub verifies" : "hub verifies the end", asked.topic());
    String challenge = world.callbacks.asks(fresh, asked.subscribes());
    String lease = asked.subscribes() ? "&hub.lease_seconds=" + asked.lease().toSeconds() : "";
    try {
      Network.Answer answer =
          world.network.get(
              machine,
              URI.create(
                  Forms.query(
                          asked.callback(),
                          asked.subscribes() ? "subscribe" : "unsubscribe",
                          asked.topic())
                      + "&hub.challenge="
                      + challenge
                      + lease));
      boolean confirmed = answer.status() / 100 == 2 && answer.body().equals(challenge);
      if (confirmed) {
        confirmed(fresh, asked);
      }
      if (asked.subscribes() && answer.status() / 100 == 5) {
        world.intent(asked.topic()).maybeConfirmed(asked.callback());
      }
      return confirmed ? 200 : answer.status() / 100 == 2 ? 400 : answer.status();
    } catch (IOException e) {
      world.journal.note(machine, "no answer to " + challenge);
      if (asked.subscribes()) {
        world.intent(asked.topic()).maybeConfirmed(asked.callback());
        world.callbacks.givesUp(challenge, fresh);
      }
      return 0;
    }
  }

  private void confirmed(HubGrant fresh, Asked asked) {
    if (!asked.subscribes()) {
      HubGrant ended = grants.get(asked.key());
      if (ended != null && ended.request <= asked.number()) {
        grants.remove(asked.key());
        world.journal.note(machine, "has ended " + fresh);
      }
      return;
    }
    HubGrant grant = grants.computeIfAbsent(asked.key(), any -> fresh);
    if (grant.request <= fresh.request) {
      grant.renewedBy(fresh);
      world.intent(fresh.topic).heard();
      world.journal.note(machine, "grants " + fresh);
    }
  }

  private void spawnDenial(String topic, URI callback) {
    world.scheduler.spawn(
        machine,
        "deny",
        () -> {
          world.sleep(world.upTo(Duration.ofMinutes(5)));
          world.happens("hub denies", URI.create(Site.resource(topic)));
          String denial = Forms.query(callback, "denied", topic) + "&hub.reason=no";
          try {
            world.network.get(machine, URI.create(denial));
          } catch (IOException e) {
            world.journal.note(machine, "no answer to a denial");
          }
        });
  }

  /** Returns the grant of a request, if its lease runs. */
  @Nullable HubGrant granted(Asked asked) {
    HubGrant grant = grants.get(asked.key());
    return grant != null && grant.end > world.scheduler.now() ? grant : null;
  }

  /** Delivers content to all whose lease runs. */
  void publish(String topic, Intent intent, String content) {
    for (HubGrant each : running()) {
      if (each.topic.equals(topic)) {
        deliver(each, intent, content);
      }
    }
  }

  /** Delivers what it still finds at a topic of which the site names it no more. */
  void publishLeft(String topic, List<Hub> named, Intent intent, String content) {
    for (HubGrant each : running()) {
      boolean left = !each.topic.equals(topic) || !named.contains(this);
      if (left && Site.resource(each.topic).equals(intent.resource().toString())) {
        deliver(each, intent, content);
      }
    }
  }

  private void deliver(HubGrant grant, Intent intent, String content) {
    String body = sendsDeltas ? content : intent.whole(content);
    HubDelivery delivery = new HubDelivery(world, machine, this, grant, intent, content, body);
    world.scheduler.spawn(machine, "deliver", delivery::run);
  }

  boolean isGranted(HubGrant grant) {
    return grants.get(grant.topic + " " + grant.callback) == grant
        && grant.end > world.scheduler.now();
  }

  /** Ends a grant whose callback says that it is gone. */
  void gone(HubGrant grant) {
    grants.remove(grant.topic + " " + grant.callback);
  }
}
