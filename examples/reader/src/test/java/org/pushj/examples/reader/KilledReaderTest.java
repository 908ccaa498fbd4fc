package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.examples.reader.storage.DatabaseSettings;
import org.pushj.examples.reader.storage.Postgres;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

class KilledReaderTest {
  /**
   * A third of it is left when renewal is due: no hub is asked more often than every 30 seconds.
   */
  private static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration LEASE_LEFT = LEASE.dividedBy(3).minusSeconds(1);

  @Nested
  class WithFolder extends Contract {
    @TempDir Path folder;

    @Override
    Map<String, String> database() {
      return Map.of("PUSH_DATA", folder.resolve("new/data").toString());
    }

    @Test
    void reader_doesNotStart_whenAnotherReaderUsesTheFolder() {
      try (ReaderProcess second = ReaderProcess.launch(0, database())) {
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.output())
            .contains("PUSH_DATA=" + database().get("PUSH_DATA"))
            .contains("another program uses it")
            .doesNotContain("\tat ");
      }
    }
  }

  @Nested
  class WithPostgres extends Contract {
    private final DatabaseSettings.Server server = Postgres.newDatabase();

    @Override
    Map<String, String> database() {
      return Postgres.environment(server);
    }
  }

  abstract static class Contract {
    private final FakeHub hub = FakeHub.start();
    private final FakeTopicSite site = FakeTopicSite.start();
    private final int port = FreePort.next();
    private ReaderProcess reader;

    abstract Map<String, String> database();

    @BeforeEach
    void start() {
      reader = ReaderProcess.start(port, database());
    }

    @AfterEach
    void end() {
      reader.close();
      hub.close();
      site.close();
    }

    @Test
    void reader_continues_afterBeingKilled() {
      Subscribed subscribed = reader.subscribed(site.advertise("/feed", hub.url()), hub);
      String feed = Feeds.atom("A", Feeds.entry("1", "Read before"));
      hub.deliver(subscribed.request(), feed.getBytes(UTF_8), "application/atom+xml");
      hub.deliver(subscribed.request(), new byte[] {0, -1, 13, 10}, "image/png");
      JsonObject subscription = reader.subscription(subscribed.id());
      JsonArray updates = reader.awaitUpdates(2);

      restart();
      assertThat(subscription.get("state").getAsString()).isEqualTo("active");
      assertThat(reader.subscription(subscribed.id())).isEqualTo(subscription);
      assertThat(reader.updates()).isEqualTo(updates).hasSize(2);
      String id = updates.get(0).getAsJsonObject().get("id").getAsString();
      assertThat(reader.get("/updates/" + id + "/content").body()).isEqualTo(feed);
      ReaderClient.soon()
          .untilAsserted(() -> assertThat(reader.get("/").body()).contains("Read before"));

      assertThat(hub.deliver(subscribed.request(), new byte[7], "text/plain").status())
          .isEqualTo(200);
      assertThat(reader.awaitUpdates(3)).hasSize(3).startsWith(updates.get(0), updates.get(1));
    }

    @Test
    @Tag("heavy")
    void renewal_isMade_whenItFellDueWhileTheReaderWasDead() {
      hub.grant(LEASE);
      Subscribed subscribed = reader.subscribed(site.advertise("/feed", hub.url()), hub);
      Instant end = leaseEnd(subscribed);
      reader.kill();
      Awaitility.await().atMost(LEASE).until(() -> Instant.now().isAfter(end.minus(LEASE_LEFT)));
      assertThat(hub.requests("subscribe")).hasSize(1);

      reader = ReaderProcess.start(port, database());
      HubRequest renewal = hub.awaitRequest("subscribe", 2, ReaderClient.SOON);
      ReaderClient.soon().until(() -> leaseEnd(subscribed).isAfter(end));
      assertThat(renewal.callback()).isEqualTo(subscribed.request().callback());
      assertThat(reader.subscription(subscribed.id()).get("state").getAsString())
          .isEqualTo("active");
      assertThat(hub.deliver(renewal, new byte[7], "text/plain").status()).isEqualTo(200);
      assertThat(hub.requests("subscribe")).hasSize(2);
    }

    private Instant leaseEnd(Subscribed subscribed) {
      return Instant.parse(
          reader.subscription(subscribed.id()).get("leaseExpiresAt").getAsString());
    }

    private void restart() {
      reader.kill();
      reader = ReaderProcess.start(port, database());
    }
  }
}
