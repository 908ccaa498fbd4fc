package org.pushj.platform;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/**
 * All that the machine gives. Whatever puts the parts of a program together has one of these, and
 * hands its parts on.
 *
 * @param ids makes ids out of the randomness
 */
public record Platform(
    Ticker ticker, Randomness randomness, Sleeper sleeper, Threads threads, TimeOrderedUuids ids) {
  private static final Platform SYSTEM =
      new Platform(
          System::nanoTime,
          new SecureRandom()::nextBytes,
          time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()),
          new SystemThreads());

  /** Makes a platform whose ids come from its randomness. */
  public Platform(Ticker ticker, Randomness randomness, Sleeper sleeper, Threads threads) {
    this(ticker, randomness, sleeper, threads, new TimeOrderedUuids(randomness));
  }

  /** Returns what the JVM gives. */
  public static Platform system() {
    return SYSTEM;
  }
}
