package org.pushj.jpa.benchmark;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.pushj.spi.UpdateInbox;

/** Looks for updates to be delivered in order, where all that are due have to wait for others. */
final class InboxClaims implements Worker {
  private static final Duration CLAIM = Duration.ofMinutes(5);
  private static final int BATCH = 16;

  private final UpdateInbox inbox;

  InboxClaims(UpdateInbox inbox) {
    this.inbox = inbox;
  }

  /** Fills subscriptions with one update each that is due in an hour, and others behind it. */
  static void load(BenchmarkDatabase database, int subscriptions, int behindEach)
      throws SQLException {
    database.execute("TRUNCATE push_update");
    long now = Instant.now().toEpochMilli();
    database.execute(
        """
        INSERT INTO push_update (id, subscription_id, topic, hub, resource, received_at, sha256,
          content_length, state, attempts, due_at, version, place, content)
        SELECT gen_random_uuid(), 'subscription ' || s, 'https://t.example/' || s,
          'https://hub.example/', 'https://t.example/' || s, %1$d, repeat('0', 64), 0, 'WAITING', 1,
          CASE WHEN n = 0 THEN %1$d + 3600000 ELSE %1$d - 1000 + n END, 0,
          nextval('push_update_place'), ''
        FROM generate_series(0, %3$d) n, generate_series(1, %2$d) s
        """
            .formatted(now, subscriptions, behindEach));
    database.execute("ANALYZE push_update");
  }

  @Override
  public int work() {
    Instant now = Instant.now();
    Batches.check(inbox.claimDue(now, now.plus(CLAIM), BATCH, true).size(), 0);
    return 1;
  }
}
