package org.pushj.tck;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Happening;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.OpenRequest;
import org.pushj.Problem;
import org.pushj.Progress;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.SubscriptionState;
import org.pushj.Target;

/** Subscriptions that a store must give back as it was given them, each with a name. */
final class SampleSubscriptions {
  /** The length to which a store must keep URLs. */
  static final int MAX_URL = 2048;

  private static final int MAX_BASE = 250;
  private static final int LONG_TEXT = 1000;
  private static final int SECRET_BYTES = 199;
  private static final String BEYOND_ASCII = "é ß 日本 \uD83D\uDCEC";

  private SampleSubscriptions() {}

  /** Returns a URL that is one character shorter than the longest. */
  static String longUrl(String start) {
    return start + "x".repeat(MAX_URL - 1 - start.length());
  }

  /** Returns what was granted to a subscription that has gone on to something else since. */
  static Grant.Former grantOf(SubscriptionBuilder builder) {
    Subscription before = builder.build();
    return new Grant.Former(before.grant().registration(), before.lease().endsAt(), null, null);
  }

  static Stream<Named<SubscriptionBuilder>> all() {
    Map<String, SubscriptionBuilder> samples = new LinkedHashMap<>();
    for (SubscriptionState state : SubscriptionState.values()) {
      samples.put(state + ", with all that may be", everything().state(state));
      samples.put(state + ", with nothing else", SubscriptionBuilder.active().state(state));
    }
    samples.put("nothing but an intent", nothing().notFound());
    samples.put("a target that refused", nothing());
    samples.put("an open request to unsubscribe", unsubscribing());
    samples.put("a request with the longest lease", maxLease());
    samples.put("an unsigned request", unsigned());
    samples.put("the longest URLs", maxUrls());
    samples.put("the longest secret and tokens", maxSecrets());
    samples.put("the shortest secret and tokens", minSecrets());
    samples.put("a former grant without a secret, not given up yet", notGivenUp());
    samples.put("a former grant with the callback of now", rotated());
    samples.put("callback bases, to the letter", callbackBases());
    samples.put("the most attempts", SubscriptionBuilder.active().attempts(Integer.MAX_VALUE));
    samples.put("texts beyond ASCII", beyondAscii());
    samples.put(
        "an empty problem", SubscriptionBuilder.active().problem(Problem.Kind.UNANSWERED, ""));
    samples.put(
        "blanks in the problem",
        SubscriptionBuilder.active().problem(Problem.Kind.UNANSWERED, " a\n\t'b'\\ "));
    samples.put(
        "a long problem",
        SubscriptionBuilder.active().problem(Problem.Kind.UNANSWERED, "p".repeat(LONG_TEXT)));
    samples.put("a lease across the end of summer time", acrossTheEndOfSummerTime());
    samples.put("milliseconds", milliseconds());
    samples.put("the longest history", maxHistory());
    return samples.entrySet().stream().map(each -> Named.of(each.getKey(), each.getValue()));
  }

  /** Every field that may be null is not. */
  static SubscriptionBuilder everything() {
    OpenRequest open =
        new OpenRequest(
            IntentKind.SUBSCRIBE,
            new Registration(
                new Target(
                    URI.create("https://topic.example/moved"),
                    URI.create("https://hub.example/moved?key=a%2Fb")),
                CallbackToken.random(),
                URI.create("https://reader.example/moved/"),
                Secret.random()),
            ManualClock.START.plusSeconds(3));
    Grant.Former former =
        new Grant.Former(
            new Registration(
                new Target(
                    URI.create("https://topic.example/former"),
                    URI.create("https://hub.example/former")),
                CallbackToken.random(),
                URI.create("https://reader.example/former/"),
                Secret.random()),
            ManualClock.START.plusSeconds(5),
            ManualClock.START.plusSeconds(6),
            ManualClock.START.plusSeconds(7));
    SubscriptionRequest request =
        SubscriptionRequest.of(URI.create("https://resource.example/?a=%2f"))
            .withHub(URI.create("https://hub.example/wanted"))
            .withLease(Duration.ofSeconds(1))
            .withAttribute("user", "7")
            .withAttribute("a=b\\\n", "");
    return SubscriptionBuilder.active()
        .request(request)
        .openRequest(open)
        .former(former)
        .progress(
            new Progress(
                3,
                Problem.of(Problem.Kind.REFUSED, "The hub answered 503."),
                ManualClock.START.plusSeconds(8),
                true,
                true,
                ManualClock.START.plusMillis(4)))
        .paused(true)
        .happened(ManualClock.START, Happening.Kind.VERIFIED, "Verified for 10 days")
        .happened(ManualClock.START.plusMillis(1), Happening.Kind.PAUSED, "Paused by an operator")
        .lastUpdateAt(ManualClock.START.plusMillis(7));
  }

  /** Every field that may be null is. */
  static SubscriptionBuilder nothing() {
    return SubscriptionBuilder.active().secret(null).lease((Lease) null);
  }

  private static SubscriptionBuilder maxHistory() {
    SubscriptionBuilder sample = SubscriptionBuilder.active();
    Happening.Kind[] kinds = Happening.Kind.values();
    for (int i = 0; i <= Happening.MAX_KEPT; i++) {
      sample.happened(
          ManualClock.START.plusMillis(i),
          kinds[i % kinds.length],
          i + " = \\ \u00e4\ud83d\ude00".repeat(40));
    }
    return sample;
  }

  private static SubscriptionBuilder unsubscribing() {
    return SubscriptionBuilder.active()
        .secret(null)
        .unwanted()
        .openRequest(IntentKind.UNSUBSCRIBE, CallbackToken.random());
  }

  private static SubscriptionBuilder maxLease() {
    Duration longest = Duration.ofSeconds(Integer.MAX_VALUE);
    URI resource = URI.create("https://resource.example/");
    return SubscriptionBuilder.active()
        .request(SubscriptionRequest.of(resource).withLease(longest))
        .lease(longest);
  }

  private static SubscriptionBuilder unsigned() {
    URI resource = URI.create("https://resource.example/");
    return SubscriptionBuilder.active().request(SubscriptionRequest.of(resource).unsigned());
  }

  private static SubscriptionBuilder notGivenUp() {
    return SubscriptionBuilder.active().former(grantOf(SubscriptionBuilder.active().secret(null)));
  }

  private static SubscriptionBuilder rotated() {
    SubscriptionBuilder builder = SubscriptionBuilder.active();
    return builder.former(grantOf(builder)).secret(Secret.random());
  }

  /** Three texts that a {@link URI} may take for the same. */
  private static SubscriptionBuilder callbackBases() {
    OpenRequest open =
        new OpenRequest(
            IntentKind.SUBSCRIBE,
            new Registration(
                new Target(URI.create("https://topic.example/"), SubscriptionBuilder.HUB),
                CallbackToken.random(),
                URI.create("https://reader.example/%2F/"),
                null),
            ManualClock.START);
    return SubscriptionBuilder.active()
        .callbackBase("https://reader.example/%2f/")
        .openRequest(open)
        .former(grantOf(SubscriptionBuilder.active().callbackBase("https://READER.example/%2f/")));
  }

  private static SubscriptionBuilder maxUrls() {
    URI resource = URI.create(longUrl("https://resource.example/") + "r");
    URI wanted = URI.create(longUrl("https://hub.example/") + "w");
    SubscriptionBuilder before =
        SubscriptionBuilder.active()
            .topic(longUrl("https://topic.example/") + "f")
            .hub(longUrl("https://hub.example/") + "f")
            .callbackBase(maxBase("f"));
    return SubscriptionBuilder.active()
        .request(SubscriptionRequest.of(resource).withHub(wanted))
        .topic(longUrl("https://topic.example/") + "t")
        .hub(longUrl("https://hub.example/") + "h")
        .callbackBase(maxBase("o"))
        .openRequest(IntentKind.SUBSCRIBE, CallbackToken.random())
        .former(grantOf(before));
  }

  private static String maxBase(String letter) {
    String start = "https://reader.example/";
    return start + letter.repeat(MAX_BASE - start.length() - 1) + "/";
  }

  private static SubscriptionBuilder maxSecrets() {
    SubscriptionBuilder before =
        SubscriptionBuilder.active()
            .secret(new Secret("f".repeat(SECRET_BYTES)))
            .callback(new CallbackToken("f".repeat(128)));
    return SubscriptionBuilder.active()
        .secret(new Secret("s".repeat(SECRET_BYTES)))
        .callback(new CallbackToken("c".repeat(128)))
        .openRequest(IntentKind.SUBSCRIBE, new CallbackToken("o".repeat(128)))
        .former(grantOf(before));
  }

  private static SubscriptionBuilder minSecrets() {
    SubscriptionBuilder before =
        SubscriptionBuilder.active()
            .secret(new Secret(" "))
            .callback(new CallbackToken("-_".repeat(11)));
    return SubscriptionBuilder.active()
        .secret(new Secret(" "))
        .callback(new CallbackToken("-".repeat(22)))
        .openRequest(IntentKind.SUBSCRIBE, new CallbackToken("_".repeat(22)))
        .former(grantOf(before));
  }

  private static SubscriptionBuilder beyondAscii() {
    String encoded = BEYOND_ASCII.replace(' ', '/');
    SubscriptionBuilder builder =
        SubscriptionBuilder.active()
            .topic("https://topic.example/" + encoded)
            .hub("https://hub.example/" + encoded)
            .resource("https://resource.example/" + encoded)
            .callbackBase("https://reader.example/" + encoded + "/")
            .secret(new Secret(BEYOND_ASCII));
    return builder
        .former(grantOf(builder))
        .openRequest(IntentKind.SUBSCRIBE, CallbackToken.random())
        .problem(Problem.Kind.DENIED, BEYOND_ASCII);
  }

  /** Two instants that are the same local time in much of Europe. */
  private static SubscriptionBuilder acrossTheEndOfSummerTime() {
    Instant before = Instant.parse("2026-10-25T00:30:00Z");
    return SubscriptionBuilder.active()
        .createdAt(before)
        .lease(Lease.of(before, Duration.ofHours(1)));
  }

  private static SubscriptionBuilder milliseconds() {
    Instant start = Instant.parse("2026-03-29T01:30:00.001Z");
    return SubscriptionBuilder.active()
        .createdAt(start)
        .openRequest(IntentKind.SUBSCRIBE, CallbackToken.random())
        .lease(Lease.of(start.plusMillis(1), Duration.ofMillis(997)))
        .former(grantOf(SubscriptionBuilder.active().lease(Duration.ofMillis(999))))
        .lastUpdateAt(start.plusMillis(2));
  }
}
