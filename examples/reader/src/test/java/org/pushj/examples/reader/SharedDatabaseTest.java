package org.pushj.examples.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.examples.reader.storage.DatabaseSettings;
import org.pushj.examples.reader.storage.Postgres;

class SharedDatabaseTest {
  private static final String AWAY =
      "The storage of the reader is unavailable or overloaded. Try again in 10 seconds.";

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
  void everybody_isAskedToComeAgain_whenTheDatabaseFails() {
    try (World world = new World(new ReaderSettings(0, null, true, database))) {
      Subscribed subscribed = world.subscribed("/feed");
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE push_subscription RENAME TO away");
      for (HttpResponse<String> answer :
          List.of(
              world.get("/subscriptions"),
              world.get("/subscriptions/" + subscribed.id()),
              world.subscribe("url", world.topic("/other")))) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(World.error(answer)).isEqualTo(AWAY);
      }
      HttpResponse<String> page = world.get("/");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Retry-After")).contains("10");
      assertThat(Jsoup.parse(page.body()).select("#notice.error").text()).isEqualTo(AWAY);
      Postgres.execute(database.jdbcUrl(), "ALTER TABLE away RENAME TO push_subscription");
      assertThat(world.get("/").statusCode()).isEqualTo(200);
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
        new ReaderSettings(
            0,
            settings.address(),
            null,
            true,
            database,
            settings.work(),
            Duration.ofHours(1),
            null,
            Duration.ZERO);
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
      assertThat(world.reader.subscriber().operations().statistics().updatesRepeated())
          .isEqualTo(1);
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
