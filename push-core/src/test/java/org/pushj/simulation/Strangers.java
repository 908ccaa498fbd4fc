package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Know every callback URL that a hub was told, and say what only hubs should: verifications with
 * leases of any length, of the end too, denials, forged content. Often they do so just after the
 * hub was asked.
 *
 * <p>A hub that accepts a request and dies, with a stranger who verifies in its place, is noticed
 * only at the next renewal, as the guide to security says: so verifications stop in time for that.
 */
final class Strangers {
  /** A lease is renewed within a week, however long it is said to be. */
  private static final long VERIFY_UNTIL = Duration.ofDays(20).toNanos();

  private static final int KNOWN = 12;
  private static final long[] LEASES = {1, 60, 86_400, 864_000, 9_999_999_999L};

  private final World world;
  private final Machine machine;
  private final SplittableRandom random;
  private final List<Asked> known = new ArrayList<>();
  private int numbers;

  Strangers(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
    this.random = world.scheduler.random();
  }

  /** Tells them of a request to a hub. */
  void learn(Asked asked) {
    known.add(asked);
    if (known.size() > KNOWN) {
      known.remove(0);
    }
    if (random.nextInt(8) == 0 && !world.isCalm()) {
      world.scheduler.later(
          world.upTo(Duration.ofSeconds(20)), machine, "stranger", () -> attack(asked));
    }
  }

  void live() {
    while (!world.isCalm()) {
      world.sleep(world.upTo(Duration.ofHours(12)));
      if (!known.isEmpty()) {
        Asked victim = known.get(random.nextInt(known.size()));
        int times = random.nextInt(6) == 0 ? 10 : 1;
        for (int i = 0; i < times; i++) {
          attack(victim);
        }
      }
    }
  }

  private void attack(Asked victim) {
    int choice = random.nextInt(7);
    if (choice < 2 && world.scheduler.now() < VERIFY_UNTIL) {
      long lease = LEASES[random.nextInt(LEASES.length)];
      say("verification", victim, "subscribe", "&hub.lease_seconds=" + lease);
    } else if (choice == 2) {
      world.endedByStranger(victim);
      say("verification of the end", victim, "unsubscribe", "");
    } else if (choice == 3) {
      say("denial", victim, "denied", "&hub.reason=I+say+so");
    } else {
      forge(victim);
    }
  }

  private void say(String what, Asked victim, String mode, String more) {
    String challenge = "stranger-" + numbers++;
    world.happens("stranger's " + what, URI.create(Site.resource(victim.topic())));
    try {
      Network.Answer answer =
          world.network.get(
              machine,
              URI.create(
                  Forms.query(victim.callback(), mode, victim.topic())
                      + "&hub.challenge="
                      + challenge
                      + more));
      if (!mode.equals("denied")) {
        boolean echoed = answer.status() / 100 == 2 && answer.body().equals(challenge);
        world.challenged(victim, mode, echoed);
      }
    } catch (IOException e) {
      world.journal.note(machine, "no answer");
    }
  }

  private void forge(Asked victim) {
    byte[] body = (Referee.FORGED + numbers++).getBytes(UTF_8);
    String signature = "sha256=" + HubDelivery.signature("guessed", body);
    world.happens("forged content", URI.create(Site.resource(victim.topic())));
    try {
      world.network.post(
          machine,
          victim.callback(),
          random.nextBoolean() ? Map.of() : Map.of("X-Hub-Signature", signature),
          body);
    } catch (IOException e) {
      world.journal.note(machine, "no answer");
    }
  }
}
