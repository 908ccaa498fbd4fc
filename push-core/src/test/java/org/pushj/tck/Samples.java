package org.pushj.tck;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.pushj.CallbackToken;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;

/**
 * Values that the contracts use. They are not in the contracts themselves, which would hand them
 * down as names in the classes of their implementers.
 */
final class Samples {
  /** When claims are made. */
  static final Instant NOW = ManualClock.START;

  /** When these claims end. */
  static final Instant UNTIL = NOW.plus(Duration.ofMinutes(5));

  /** When claims end that are made after those. */
  static final Instant LATER = UNTIL.plus(Duration.ofMinutes(5));

  static final String TOPIC = "https://topic.example/one";
  static final String HUB = "https://hub.example/one";
  static final String OTHER_HUB = "https://other.example/hub";
  static final URI OLD_BASE = URI.create("https://reader.example/old/");
  static final URI NEW_BASE = URI.create("https://reader.example/new/");
  static final SubscriptionId ONE = SubscriptionId.next(NOW);
  static final CallbackToken TAKEN = new CallbackToken("taken-taken-taken-taken");
  static final SubscriptionQuery ALL = SubscriptionQuery.all();

  /** Between two of the moments at which subscriptions are made. */
  static final Instant SINCE = NOW.plusMillis(500);

  static final Instant LONG_BEFORE = SINCE.minus(Duration.ofDays(30));

  /** The length of the longest URL, in characters. */
  static final int MAX_URL = 2048;

  /** Letters of two, three and four bytes. */
  static final String BEYOND_ASCII = "\u00e9\u4e16\ud83d\ude80";

  private Samples() {}
}
