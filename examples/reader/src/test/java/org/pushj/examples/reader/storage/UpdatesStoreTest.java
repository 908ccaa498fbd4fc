package org.pushj.examples.reader.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pushj.Origin;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.jpa.PushPersistence;
import org.pushj.jpa.transactions.TransactionBoundary;

class UpdatesStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final URI TOPIC = URI.create("https://blog.example/feed");
  private static final URI HUB = URI.create("https://hub.example/");

  @Nested
  class InMemory extends Contract {
    @Override
    Updates updates() {
      return new InMemoryUpdates(10, 4 << 20);
    }

    @Test
    void oldestUpdates_go_whenThereAreTooMany() {
      Updates updates = new InMemoryUpdates(2, 1000);
      StoredUpdate first = added(updates, update(1));
      StoredUpdate second = added(updates, update(2));
      StoredUpdate third = added(updates, update(3));
      assertThat(updates.newest(10)).containsExactly(second, third);
      assertThat(updates.content(first.id())).isEmpty();
    }

    @Test
    void oldestUpdates_go_whenTheyHoldTooMuch() {
      Updates updates = new InMemoryUpdates(10, 100);
      added(updates, update(60));
      StoredUpdate second = added(updates, update(60));
      assertThat(updates.newest(10)).containsExactly(second);
      StoredUpdate large = added(updates, update(500));
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
    private final EntityManagerFactory factory = PushPersistence.from(pool);
    private final TransactionBoundary boundary = TransactionBoundary.resourceLocal(factory);

    abstract HikariDataSource open();

    @AfterEach
    void close() {
      factory.close();
      pool.close();
    }

    @Override
    Updates updates() {
      UpdateTable.create(pool);
      UpdateTable.create(pool);
      return new JpaUpdates(boundary);
    }

    @Test
    void update_isKept_onceTheTransactionOfTheThreadIsCommitted() {
      Updates updates = updates();
      List<StoredUpdate> kept = new ArrayList<>();
      boundary.run(
          entities -> {
            updates.add(update(1), kept::add);
            assertThat(kept).isEmpty();
          });
      assertThat(updates.newest(10)).isEqualTo(kept).hasSize(1);
      assertThatThrownBy(
              () ->
                  boundary.run(
                      entities -> {
                        updates.add(update(2), kept::add);
                        throw new IllegalStateException("rolled back");
                      }))
          .hasMessage("rolled back");
      assertThat(updates.newest(10)).isEqualTo(kept).hasSize(1);
    }

    @Test
    void oldestUpdates_go_withEachHundredth_whenThereAreTooMany() throws SQLException {
      Updates updates = updates();
      StoredUpdate first = added(updates, update(1));
      StoredUpdate second = added(updates, update(2));
      execute("ALTER TABLE reader_update ALTER COLUMN arrival RESTART WITH " + (Updates.MAX - 97));
      for (int i = 3; i <= 100; i++) {
        added(updates, update(i));
      }
      assertThat(updates.find(first.id())).isPresent();
      added(updates, update(101));
      assertThat(updates.find(first.id())).isEmpty();
      assertThat(updates.find(second.id())).isPresent();
    }

    @Test
    void update_isRefused_whenTheDatabaseFails() throws SQLException {
      Updates updates = updates();
      execute("DROP TABLE reader_update");
      assertThatThrownBy(() -> added(updates, update(1))).isInstanceOf(StoreException.class);
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
      added(updates, update(1));
      StoredUpdate second = added(updates, update(2));
      StoredUpdate third = added(updates, update(0));
      assertThat(updates.newest(2)).containsExactly(second, third);
      assertThat(updates.newest(10)).hasSize(3);
      assertThat(updates.find(third.id())).contains(third);
    }

    @Test
    void content_comesBack_toTheByte() {
      Updates updates = updates();
      Update update = update(3 << 20);
      added(updates, update);
      assertThat(updates.content(update.id())).contains(update.bytes());
      assertThat(updates.content(UpdateId.next(NOW))).isEmpty();
    }

    @Test
    void update_isKeptOnce_whenItIsHandedOverAgain() {
      Updates updates = updates();
      Update update = update(5);
      StoredUpdate first = added(updates, update);
      assertThat(added(updates, update)).isEqualTo(first);
      assertThat(updates.newest(10)).containsExactly(first);
    }
  }

  /** Stores an update, and returns its metadata once it is stored safely. */
  private static StoredUpdate added(Updates updates, Update update) {
    List<StoredUpdate> kept = new ArrayList<>();
    updates.add(update, kept::add);
    assertThat(kept).hasSize(1);
    return kept.get(0);
  }

  private static Update update(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Origin origin = new Origin(SubscriptionId.next(NOW), TOPIC, TOPIC, HUB, Map.of());
    HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
    return new Update(UpdateId.next(NOW), origin, none, List.of(), content, null, NOW);
  }
}
