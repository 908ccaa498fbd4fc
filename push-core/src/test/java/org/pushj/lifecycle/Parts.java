package org.pushj.lifecycle;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;

/** What the subscriptions of the table are made of. */
final class Parts {
  static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
  static final Instant BEFORE = NOW.minus(Duration.ofHours(1));
  static final Instant CLAIMED_UNTIL = NOW.plus(Duration.ofMinutes(5));
  static final URI BASE = URI.create("https://reader.example/push/");
  static final SubscriptionRequest REQUEST =
      SubscriptionRequest.of(URI.create("https://site.example/feed"));
  static final Registration HERE = registration("https://hub.example/", "h");
  static final Registration THERE = registration("https://other.example/", "t");

  private Parts() {}

  static Progress claimed(Progress progress) {
    return progress.withDueAt(CLAIMED_UNTIL);
  }

  static Progress after(Problem.Kind kind) {
    return claimed(Progress.NONE.failed(Problem.of(kind, "as the hub said")));
  }

  static OpenRequest subscribe(Registration registration) {
    return new OpenRequest(IntentKind.SUBSCRIBE, registration, BEFORE);
  }

  static OpenRequest unsubscribe(Registration registration) {
    return new OpenRequest(IntentKind.UNSUBSCRIBE, registration, BEFORE);
  }

  static Grant granted(Registration registration, int daysLeft) {
    Instant start = NOW.minus(Duration.ofDays(5));
    return new Grant(registration, Lease.of(start, Duration.ofDays(5 + daysLeft)));
  }

  static Grant.Former former(@Nullable Instant askedAt, @Nullable Instant dueAt) {
    return new Grant.Former(THERE, NOW.plus(Duration.ofDays(1)), askedAt, dueAt);
  }

  static Registration registration(String hub, String letter) {
    return new Registration(
        new Target(REQUEST.resource(), URI.create(hub)),
        new CallbackToken(letter.repeat(32)),
        BASE,
        new Secret(letter.repeat(32)));
  }
}
