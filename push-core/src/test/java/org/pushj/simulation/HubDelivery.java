package org.pushj.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Delivers content to one callback, until it is taken or the lease is over. */
record HubDelivery(
    World world,
    Machine machine,
    Hub hub,
    HubGrant grant,
    Intent intent,
    String content,
    String body) {
  private static final String[] TYPES = {
    "text/plain", "application/atom+xml", "text/html; charset=utf-8", ""
  };
  private static final int MOST = 40;

  void run() {
    if (world.scheduler.random().nextInt(10) == 0 && !world.isCalm()) {
      world.sleep(world.upTo(Duration.ofHours(1)));
    }
    for (int i = 0; i < MOST && hub.isGranted(grant); i++) {
      int status = post();
      if (status == 410) {
        hub.gone(grant);
        return;
      }
      if (status / 100 == 2 && hub.mood() != Mood.REPEATING) {
        return;
      }
      world.sleep(Duration.ofMinutes(Math.min(60, 1 << Math.min(i, 6))));
    }
  }

  private int post() {
    String type = TYPES[Math.floorMod(content.hashCode(), TYPES.length)];
    String named = type.isEmpty() ? null : type;
    Attempt attempt = new Attempt(grant, intent, content, body, named, world.scheduler.now());
    world.delivers(attempt);
    byte[] bytes = body.getBytes(UTF_8);
    Map<String, String> headers = new HashMap<>();
    if (named != null) {
      headers.put("Content-Type", named);
    }
    if (grant.secret != null) {
      headers.put("X-Hub-Signature", "sha256=" + signature(grant.secret, bytes));
    }
    try {
      int status = world.network.post(machine, grant.callback, headers, bytes).status();
      world.answered(attempt, status);
      return status;
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
}
