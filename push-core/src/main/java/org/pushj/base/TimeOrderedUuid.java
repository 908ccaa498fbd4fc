package org.pushj.base;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562 section 5.7): their order is that of their making, to the
 * millisecond.
 */
public final class TimeOrderedUuid {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private TimeOrderedUuid() {}

  /** Makes the UUID of a thing that is made now. */
  public static UUID at(Instant now) {
    long high = now.toEpochMilli() << 16 | VERSION_7 | RANDOM.nextInt(1 << 12);
    long low = VARIANT | RANDOM.nextLong() >>> 2;
    return new UUID(high, low);
  }
}
