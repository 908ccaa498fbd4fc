package org.pushj.examples.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pushj.examples.reader.ReaderClient.Subscribed;
import org.pushj.examples.reader.storage.DatabaseSettings;
import org.pushj.examples.reader.storage.Deliveries;
import org.pushj.examples.reader.storage.Postgres;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/** Two readers in separate processes, with a shared database and callback base. */
class ManyNodesTest {
  private final LoadBalancer balancer = LoadBalancer.start();
  private final FakeHub hub = FakeHub.start();
  private final FakeTopicSite site = FakeTopicSite.start();
  private final DatabaseSettings.Server database = Postgres.newDatabase();
  private final Map<String, String> environment = environment();
  private final ReaderProcess here = ReaderProcess.start(environment);
  private final ReaderProcess there = ReaderProcess.start(environment);

  private Map<String, String> environment() {
    Map<String, String> shared = new HashMap<>(Postgres.environment(database));
    shared.put("PUSH_CALLBACK_BASE", balancer.url().toString());
    return shared;
  }

  @AfterEach
  void end() {
    here.close();
    there.close();
    balancer.close();
    hub.close();
    site.close();
  }

  @Test
  void reader_answers_whenTheOtherHasSubscribed() {
    balancer.readers(there);
    Subscribed subscribed = here.subscribed(site.advertise("/feed", hub.url()), hub);
    assertThat(subscribed.request().callback()).startsWith(balancer.url().toString());
    assertThat(here.subscription(subscribed.id()).get("state").getAsString()).isEqualTo("active");
    assertThat(deliver(subscribed, "over there")).isEqualTo(200);

    balancer.readers(here);
    assertThat(deliver(subscribed, "over here")).isEqualTo(200);
    assertThat(here.awaitUpdates(2)).hasSize(2).isEqualTo(there.updates());
  }

  @Test
  void reader_goesOn_whenTheOtherIsKilled() {
    balancer.readers(here, there);
    Subscribed subscribed = here.subscribed(site.advertise("/feed", hub.url()), hub);
    here.kill();
    assertThat(deliver(subscribed, "1")).isEqualTo(200);
    assertThat(deliver(subscribed, "2")).isEqualTo(200);
    assertThat(there.awaitUpdates(2)).hasSize(2);

    Postgres.execute(database.jdbcUrl(), "UPDATE push_subscription SET due_at = 0");
    HubRequest renewal = hub.awaitRequest("subscribe", 2, ReaderClient.SOON);
    assertThat(renewal.callback()).isEqualTo(subscribed.request().callback());
    assertThat(hub.awaitReply(renewal, 1, ReaderClient.SOON).isConfirmed()).isTrue();
  }

  @Test
  @Tag("heavy")
  void updates_areTakenOver_whenTheReaderThatClaimedThemIsKilled() throws SQLException {
    balancer.readers(here);
    List<Subscribed> subscribed =
        IntStream.range(0, Deliveries.settings(Duration.ZERO).work().threads())
            .mapToObj(i -> here.subscribed(site.advertise("/feed" + i, hub.url()), hub))
            .toList();
    there.signal("STOP");
    try (Connection lock = Postgres.lock(database.jdbcUrl(), "reader_update")) {
      subscribed.forEach(each -> assertThat(deliver(each, "news")).isEqualTo(200));
      ReaderClient.soon().until(() -> inInbox("attempts = 1") == subscribed.size());
      here.kill();
      lock.rollback();
    } finally {
      there.signal("CONT");
    }
    Instant end =
        Instant.ofEpochMilli(
            Postgres.number(database.jdbcUrl(), "SELECT max(due_at) FROM push_update"));
    assertThat(there.updates()).isEmpty();
    Awaitility.await()
        .atMost(Deliveries.settings(Duration.ZERO).work().claim().plus(ReaderClient.SOON))
        .until(() -> there.updates().size() == subscribed.size());
    assertThat(Instant.now()).isBetween(end, end.plus(ReaderClient.SOON));
    assertThat(inInbox("true")).isZero();
  }

  private int inInbox(String condition) {
    return (int)
        Postgres.number(database.jdbcUrl(), "SELECT count(*) FROM push_update WHERE " + condition);
  }

  private int deliver(Subscribed to, String content) {
    return hub.deliver(to.request(), content.getBytes(UTF_8), "text/plain").status();
  }
}
