package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.ReaderClient.Subscribed;

class SharedDatabaseTest {
  private final DatabaseSettings.Server database = Postgres.newDatabase();

  @Test
  void readers_answerForEachOther_whenTheyShareADatabase() {
    try (World there = new World(new ReaderSettings(0, null, true, database));
        World here = new World(new ReaderSettings(0, there.url(), true, database))) {
      Subscribed subscribed = here.subscribed("/feed");
      assertThat(subscribed.request().callback()).startsWith(there.url().toString());
      assertThat(here.subscription(subscribed.id()).get("state").getAsString()).isEqualTo("active");
      assertThat(deliver(here, subscribed)).isEqualTo(200);
      assertThat(here.awaitUpdates(1)).hasSize(1).isEqualTo(there.updates());
    }
  }

  @Test
  void hub_isAskedToComeAgain_whenTheDatabaseFails() {
    try (World world = new World(new ReaderSettings(0, null, true, database))) {
      Subscribed subscribed = world.subscribed("/feed");
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE push_update RENAME TO away");
      assertThat(deliver(world, subscribed)).isEqualTo(503);
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE away RENAME TO push_update");
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(world.awaitUpdates(1)).hasSize(1);
    }
  }

  @Test
  void update_waitsInTheInbox_whenTheListenersTableFails() {
    try (World world = new World(new ReaderSettings(0, null, true, database))) {
      Subscribed subscribed = world.subscribed("/feed");
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE reader_update RENAME TO away");
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(world.get("/updates").statusCode()).isEqualTo(503);
      ReaderClient.soon().until(() -> number("attempts > 0 AND error IS NOT NULL") == 1);
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE away RENAME TO reader_update");
      assertThat(world.awaitUpdates(1)).hasSize(1);
      ReaderClient.soon().until(() -> number("true") == 0);
    }
  }

  @Test
  void content_isListedAgain_whenItComesAgain_unlessTheSettingsSayOtherwise() {
    ReaderSettings settings = new ReaderSettings(0, null, true, database);
    ReaderSettings once =
        new ReaderSettings(0, null, true, database, settings.work(), Duration.ofHours(1));
    try (World world = new World(settings)) {
      Subscribed subscribed = world.subscribed("/feed");
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(world.awaitUpdates(2)).hasSize(2);
    }
    try (World world = new World(once)) {
      Subscribed subscribed = world.subscribed("/other");
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(world.awaitUpdates(3)).hasSize(3);
      assertThat(world.reader.subscriber().statistics().updatesRepeated()).isEqualTo(1);
    }
  }

  private long number(String condition) {
    return Postgres.number(
        database.jdbcUrl(), "SELECT count(*) FROM push_update WHERE " + condition);
  }

  private static int deliver(World world, Subscribed to) {
    return world.hub.deliver(to.request(), new byte[3], "text/plain").status();
  }
}
