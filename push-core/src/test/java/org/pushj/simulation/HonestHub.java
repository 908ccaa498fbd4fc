package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.pushj.spi.HttpTransport;

/**
 * A hub that keeps to the Recommendation: it verifies before or after its answer, grants leases of
 * some days, never ends one before its time, delivers again while it gets no answer or 5xx, and
 * forgets a callback that says 410.
 */
final class HonestHub implements Network.Server {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int DELIVERIES = 40;

  private final World world;
  private final Machine machine;
  private final Map<String, HubGrant> grants = new LinkedHashMap<>();
  private final Map<String, Integer> last = new HashMap<>();
  private int requests;
  private int challenges;

  HonestHub(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
  }

  /** Returns the grants of a topic whose lease runs. */
  List<HubGrant> running(String topic) {
    return grants.values().stream()
        .filter(each -> each.topic.equals(topic) && each.end > world.scheduler.now())
        .toList();
  }

  @Override
  public Network.Answer answer(HttpTransport.Request request) throws InterruptedException {
    byte[] body = request.body();
    if (!request.method().equals("POST") || body == null) {
      return Network.Answer.of(405);
    }
    Map<String, String> form = form(new String(body, UTF_8));
    String topic = form.getOrDefault("hub.topic", "");
    URI callback = URI.create(form.getOrDefault("hub.callback", ""));
    boolean subscribes = "subscribe".equals(form.get("hub.mode"));
    String secret = form.get("hub.secret");
    world.journal.note(
        machine,
        "is asked to " + form.get("hub.mode") + " " + new HubGrant(topic, callback, secret));
    HubGrant known = grants.get(topic + " " + callback);
    if (!subscribes && known != null) {
      known.left = true;
    }
    if (!subscribes && known == null) {
      return Network.Answer.of(404);
    }
    Asked asked =
        new Asked(
            topic,
            callback,
            secret,
            subscribes,
            ++requests,
            Duration.ofHours(24 + world.scheduler.random().nextInt(96)));
    last.put(asked.key(), asked.number());
    if (world.scheduler.random().nextInt(3) == 0) {
      return Network.Answer.of(verify(asked) == 200 ? 204 : 422);
    }
    world.scheduler.spawn(machine, "verify", () -> verifyLater(asked));
    return Network.Answer.of(202);
  }

  private void verifyLater(Asked asked) {
    try {
      boolean late = world.scheduler.random().nextInt(20) == 0;
      world.scheduler.sleep(world.upTo(late ? Duration.ofHours(1) : Duration.ofSeconds(20)));
      for (int i = 0; i < 4 && last.get(asked.key()) == asked.number(); i++) {
        int status = verify(asked);
        if (status != 0 && status / 100 != 5) {
          return;
        }
        world.scheduler.sleep(Duration.ofMinutes(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the status of the callback, 200 only with the challenge; 0 without an answer. */
  private int verify(Asked asked) {
    String challenge = "challenge-" + challenges++;
    String query =
        "hub.mode="
            + (asked.subscribes() ? "subscribe" : "unsubscribe")
            + "&hub.topic="
            + URLEncoder.encode(asked.topic(), UTF_8)
            + "&hub.challenge="
            + challenge
            + (asked.subscribes() ? "&hub.lease_seconds=" + asked.lease().toSeconds() : "");
    URI at = URI.create(asked.callback() + "?" + query);
    HubGrant fresh = new HubGrant(asked.topic(), asked.callback(), asked.secret());
    fresh.request = asked.number();
    fresh.end = world.scheduler.now() + asked.lease().toNanos();
    world.asks(challenge, fresh, asked.subscribes());
    try {
      Network.Answer answer =
          world.network.exchange(
              machine, new HttpTransport.Request("GET", at, Map.of(), null, DEADLINE, 10_000));
      boolean confirmed = answer.status() / 100 == 2 && answer.body().equals(challenge);
      if (confirmed) {
        confirmed(fresh, asked);
      }
      return confirmed ? 200 : answer.status() / 100 == 2 ? 400 : answer.status();
    } catch (IOException e) {
      world.journal.note(machine, "no answer to " + challenge);
      return 0;
    }
  }

  private void confirmed(HubGrant fresh, Asked asked) {
    if (!asked.subscribes()) {
      grants.remove(asked.key());
      world.journal.note(machine, "has ended " + fresh);
      return;
    }
    HubGrant grant = grants.computeIfAbsent(asked.key(), any -> fresh);
    if (grant.request <= fresh.request) {
      grant.request = fresh.request;
      grant.secret = fresh.secret;
      grant.end = fresh.end;
      grant.generation = fresh.generation;
      grant.left = false;
      world.journal.note(machine, "grants " + fresh);
    }
  }

  /** Delivers content to all whose lease runs. */
  void publish(Intent intent, String content) {
    String topic = intent.resource().toString();
    for (HubGrant each : running(topic)) {
      world.scheduler.spawn(machine, "deliver", () -> deliver(new Attempt(each, intent, content)));
    }
  }

  private void deliver(Attempt attempt) {
    try {
      for (int i = 0; i < DELIVERIES && isGranted(attempt.grant()); i++) {
        int status = post(attempt);
        if (status != 0) {
          world.answered(attempt, status);
        }
        if (status == 410) {
          grants.remove(attempt.grant().topic + " " + attempt.grant().callback);
        }
        if (status / 100 == 2 || status == 410) {
          return;
        }
        world.scheduler.sleep(Duration.ofMinutes(Math.min(60, 1 << Math.min(i, 6))));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isGranted(HubGrant grant) {
    return grants.get(grant.topic + " " + grant.callback) == grant
        && grant.end > world.scheduler.now();
  }

  private int post(Attempt attempt) {
    HubGrant grant = attempt.grant();
    byte[] body = attempt.content().getBytes(UTF_8);
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "text/plain");
    if (grant.secret != null) {
      headers.put("X-Hub-Signature", "sha256=" + signature(grant.secret, body));
    }
    try {
      return world
          .network
          .exchange(
              machine,
              new HttpTransport.Request("POST", grant.callback, headers, body, DEADLINE, 10_000))
          .status();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Signs content. */
  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    List<String> pairs = new ArrayList<>(List.of(text.split("&", -1)));
    for (String pair : pairs) {
      int at = pair.indexOf('=');
      if (at > 0) {
        form.put(
            URLDecoder.decode(pair.substring(0, at), UTF_8),
            URLDecoder.decode(pair.substring(at + 1), UTF_8));
      }
    }
    return form;
  }

  /** A request. */
  private record Asked(
      String topic,
      URI callback,
      @Nullable String secret,
      boolean subscribes,
      int number,
      Duration lease) {
    String key() {
      return topic + " " + callback;
    }
  }
}
