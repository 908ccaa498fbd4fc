package org.pushj.examples.benchmarks.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What db-scheduler keeps of a subscription, in one column: what a renewal needs, and the lease
 * that comes out of it.
 *
 * @param topic the topic
 * @param hub the hub
 * @param callback the callback token
 * @param secret the secret
 * @param leaseEndsAt when the lease ends, in milliseconds
 */
record RenewalData(String topic, String hub, String callback, String secret, long leaseEndsAt) {
  private static final String SEPARATOR = "\n";

  /** Returns the data with a lease that begins now. */
  RenewalData renewed(Instant now) {
    return new RenewalData(
        topic, hub, callback, secret, now.plus(StoreBenchmark.LEASE).toEpochMilli());
  }

  private String text() {
    return String.join(SEPARATOR, topic, hub, callback, secret, String.valueOf(leaseEndsAt));
  }

  private static RenewalData of(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new RenewalData(parts[0], parts[1], parts[2], parts[3], Long.parseLong(parts[4]));
  }

  /** Writes the data as lines of text, which is quicker than the formats that db-scheduler has. */
  static final class Lines implements Serializer {

    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
      return data == null ? null : ((RenewalData) data).text().getBytes(UTF_8);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
      return bytes == null ? null : type.cast(RenewalData.of(new String(bytes, UTF_8)));
    }
  }
}
