package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

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
      assertThat(here.updates()).hasSize(1).isEqualTo(there.updates());
    }
  }

  @Test
  void hub_isAskedToComeAgain_whenTheDatabaseFails() {
    try (World world = new World(new ReaderSettings(0, null, true, database))) {
      Subscribed subscribed = world.subscribed("/feed");
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE reader_update RENAME TO away");
      assertThat(deliver(world, subscribed)).isEqualTo(503);
      assertThat(world.get("/updates").statusCode()).isEqualTo(503);
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE away RENAME TO reader_update");
      assertThat(deliver(world, subscribed)).isEqualTo(200);
      assertThat(world.updates()).hasSize(1);
    }
  }

  private static int deliver(World world, Subscribed to) {
    return world.hub.deliver(to.request(), new byte[3], "text/plain").status();
  }
}
