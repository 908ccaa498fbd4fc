package org.pushj.base;

import java.nio.ByteBuffer;
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

  /** Random bytes of UUIDs to come: a call of the generator costs as much for one as for many. */
  private static final ByteBuffer DRAWN = ByteBuffer.allocate(100 * 10).limit(0);

  private TimeOrderedUuid() {}

  /** Makes the UUID of a thing that is made now. */
  public static UUID at(Instant now) {
    long twelveBits;
    long rest;
    synchronized (DRAWN) {
      if (!DRAWN.hasRemaining()) {
        RANDOM.nextBytes(DRAWN.array());
        DRAWN.clear();
      }
      twelveBits = DRAWN.getShort() & 0xfff;
      rest = DRAWN.getLong();
    }
    return new UUID(now.toEpochMilli() << 16 | VERSION_7 | twelveBits, VARIANT | rest >>> 2);
  }

  /** Compares two UUIDs by their text, which sorts by the time of their making. */
  public static int compare(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high == 0
        ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
        : high;
  }
}
