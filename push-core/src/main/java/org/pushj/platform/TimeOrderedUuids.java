package org.pushj.platform;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562 section 5.7): their order is that of their making, as long as
 * the instants of one maker do not go back; otherwise to the millisecond.
 *
 * <p>The first of a millisecond is random; each after it is the next number (section 6.2, method
 * 2). So they are no secrets. Thread-safe.
 */
public final class TimeOrderedUuids {
  private static final int RANDOM_BYTES = Short.BYTES + Long.BYTES;
  private static final long VERSION_7 = 0x7000L;
  private static final long TWELVE_BITS = 0xfffL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  /** Of the 62 bits in the lower half, the highest is left free to count up. */
  private static final int UNUSED_BITS = 3;

  private final Randomness randomness;
  private long millis = Long.MIN_VALUE;
  private long high;
  private long low;

  /** Makes a maker that draws from a source. */
  public TimeOrderedUuids(Randomness randomness) {
    this.randomness = randomness;
  }

  /** Makes the UUID of a thing that is made now. */
  public synchronized UUID at(Instant now) {
    long at = now.toEpochMilli();
    if (at == millis) {
      low++;
    } else {
      ByteBuffer drawn = ByteBuffer.allocate(RANDOM_BYTES);
      randomness.nextBytes(drawn.array());
      millis = at;
      high = at << 16 | VERSION_7 | (drawn.getShort() & TWELVE_BITS);
      low = VARIANT | drawn.getLong() >>> UNUSED_BITS;
    }
    return new UUID(high, low);
  }

  /** Compares two UUIDs by their text, which sorts by the time of their making. */
  public static int compare(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high == 0
        ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
        : high;
  }
}
