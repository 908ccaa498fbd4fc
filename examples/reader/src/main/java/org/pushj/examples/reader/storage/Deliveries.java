package org.pushj.examples.reader.storage;

import java.time.Duration;
import org.pushj.settings.DeliverySettings;
import org.pushj.settings.RetryPolicy;

/**
 * The delivery settings of a reader. Its listener only inserts a row, and fails only if the
 * database does: so claims are short, and retries start early and continue for days.
 */
public final class Deliveries {
  /** The number of concurrent deliveries. */
  static final int THREADS = 4;

  private static final Duration LISTENER_TIMEOUT = Duration.ofSeconds(10);

  /** Deliveries of a reader that dies are taken over after this time. */
  private static final Duration CLAIM = LISTENER_TIMEOUT.multipliedBy(2);

  private static final RetryPolicy RETRIES =
      RetryPolicy.between(Duration.ofSeconds(1), Duration.ofMinutes(5));

  /** Takes about three days. */
  private static final int ATTEMPTS = 1_000;

  private Deliveries() {}

  /**
   * Returns the settings.
   *
   * @param duplicateWindow how long the same content of a topic counts as a duplicate; not negative
   * @throws IllegalArgumentException if it is negative
   */
  public static DeliverySettings settings(Duration duplicateWindow) {
    return DeliverySettings.builder()
        .work(work -> work.threads(THREADS).claim(CLAIM))
        .listenerTimeout(LISTENER_TIMEOUT)
        .retries(RETRIES)
        .attempts(ATTEMPTS)
        .duplicateWindow(duplicateWindow)
        .build();
  }
}
