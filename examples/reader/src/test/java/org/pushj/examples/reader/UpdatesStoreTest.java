package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pushj.CallbackToken;
import org.pushj.PendingIntent;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionRequest;
import org.pushj.Update;
import org.pushj.UpdateId;

class UpdatesStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final URI TOPIC = URI.create("https://blog.example/feed");

  @Nested
  class InMemory extends Contract {
    @Override
    Updates updates() {
      return new InMemoryUpdates(10, 4 << 20);
    }

    @Test
    void oldestUpdates_go_whenThereAreTooMany() {
      Updates updates = new InMemoryUpdates(2, 1000);
      KeptUpdate first = updates.add(update(1));
      KeptUpdate second = updates.add(update(2));
      KeptUpdate third = updates.add(update(3));
      assertThat(updates.newest(10)).containsExactly(second, third);
      assertThat(updates.content(first.id())).isEmpty();
    }

    @Test
    void oldestUpdates_go_whenTheyHoldTooMuch() {
      Updates updates = new InMemoryUpdates(10, 100);
      updates.add(update(60));
      KeptUpdate second = updates.add(update(60));
      assertThat(updates.newest(10)).containsExactly(second);
      KeptUpdate large = updates.add(update(500));
      assertThat(updates.newest(10)).containsExactly(large);
      assertThat(updates.content(large.id()).orElseThrow()).hasSize(500);
    }
  }

  @Nested
  class InH2 extends InDatabase {
    @Override
    HikariDataSource open() {
      HikariDataSource pool = new HikariDataSource();
      pool.setJdbcUrl("jdbc:h2:mem:" + UpdateId.next(NOW));
      return pool;
    }
  }

  @Nested
  class InPostgres extends InDatabase {
    @Override
    HikariDataSource open() {
      return DatabasePool.open(Postgres.newDatabase());
    }
  }

  abstract static class InDatabase extends Contract {
    private final HikariDataSource pool = open();

    abstract HikariDataSource open();

    @AfterEach
    void close() {
      pool.close();
    }

    @Override
    Updates updates() {
      UpdateTable.create(pool);
      UpdateTable.create(pool);
      return new JdbcUpdates(pool);
    }

    @Test
    void oldestUpdates_go_whenThereAreTooMany() throws SQLException {
      Updates updates = updates();
      updates.add(update(1));
      KeptUpdate second = updates.add(update(2));
      execute("ALTER TABLE reader_update ALTER COLUMN arrival RESTART WITH " + (Updates.MOST + 1));
      KeptUpdate third = updates.add(update(3));
      assertThat(updates.newest(10)).containsExactly(second, third);
    }

    @Test
    void update_isRefused_whenTheDatabaseFails() throws SQLException {
      Updates updates = updates();
      execute("DROP TABLE reader_update");
      assertThatThrownBy(() -> updates.add(update(1))).isInstanceOf(StoreException.class);
    }

    private void execute(String sql) throws SQLException {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  abstract static class Contract {
    abstract Updates updates();

    @Test
    void newest_areListed_theNewestLast() {
      Updates updates = updates();
      updates.add(update(1));
      KeptUpdate second = updates.add(update(2));
      KeptUpdate third = updates.add(update(0));
      assertThat(updates.newest(2)).containsExactly(second, third);
      assertThat(updates.newest(10)).hasSize(3);
      assertThat(updates.find(third.id())).contains(third);
    }

    @Test
    void content_comesBack_toTheByte() {
      Updates updates = updates();
      Update update = update(3 << 20);
      updates.add(update);
      assertThat(updates.content(update.id())).contains(update.bytes());
      assertThat(updates.content(UpdateId.next(NOW))).isEmpty();
    }

    @Test
    void update_isKeptOnce_whenItIsHandedOverAgain() {
      Updates updates = updates();
      Update update = update(5);
      KeptUpdate first = updates.add(update);
      assertThat(updates.add(update)).isEqualTo(first);
      assertThat(updates.newest(10)).containsExactly(first);
    }
  }

  private static Update update(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    PendingIntent intent =
        new PendingIntent(
            PendingIntent.Kind.SUBSCRIBE, TOPIC, TOPIC, CallbackToken.random(), TOPIC, null, NOW);
    Subscription subscription =
        Subscription.requested(SubscriptionId.next(NOW), SubscriptionRequest.of(TOPIC), intent);
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    return new Update(UpdateId.next(NOW), subscription, none, List.of(), content, null, NOW);
  }
}
