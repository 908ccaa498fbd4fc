package org.pushj.examples.reader;

import java.time.Duration;
import org.pushj.RetryPolicy;
import org.pushj.subscriber.DeliverySettings;

/**
 * How a reader takes updates out of its inbox. Its listener only writes a row, and only the
 * database can keep it from that: so claims are short, and it is tried again soon and for days.
 */
final class Deliveries {
  /** How many updates are delivered at a time. */
  static final int THREADS = 4;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What a reader that dies had begun waits so long. */
  static final Duration CLAIM = LIMIT.multipliedBy(2);

  private static final RetryPolicy RETRIES =
      RetryPolicy.between(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** So many take about three days. */
  private static final int ATTEMPTS = 1_000;

  private Deliveries() {}

  /**
   * Returns the settings.
   *
   * @param duplicateWindow how long the same content of a topic is taken for a repetition; 0 or
   *     more
   * @throws IllegalArgumentException if that is not possible
   */
  static DeliverySettings settings(Duration duplicateWindow) {
    return DeliverySettings.builder()
        .threads(THREADS)
        .listenerTimeout(LIMIT)
        .claim(CLAIM)
        .retries(RETRIES)
        .attempts(ATTEMPTS)
        .duplicateWindow(duplicateWindow)
        .build();
  }
}
