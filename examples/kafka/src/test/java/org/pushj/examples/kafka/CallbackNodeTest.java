package org.pushj.examples.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.guard.ServerAddress;
import org.pushj.tck.HubRequest;

class CallbackNodeTest {
  private final Broker broker = Broker.shared();
  private final KafkaSettings kafka = broker.newTopic(3);

  @Test
  @DisplayName("a node answers for what another one has subscribed to, also when that has ended")
  void node_answers_whenAnotherNodeHasSubscribed() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      URI base = URI.create("http://localhost:" + FreePort.next());
      DatabaseSettings database =
          new DatabaseSettings(
              "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres", "postgres", null);
      try (CallbackNode there = CallbackNode.start(settings(base.getPort(), base, database))) {
        HubRequest subscribed;
        try (World world = new World(settings(0, base, database))) {
          subscribed = world.subscribed("/feed");
          assertThat(subscribed.callback()).startsWith(there.url() + "callback/");
          assertThat(world.hub.awaitReply(subscribed, 1, World.SOON).isConfirmed()).isTrue();
          assertThat(world.deliver(subscribed, "over there")).isEqualTo(200);
          world.node.close();
          assertThat(world.deliver(subscribed, "alone")).isEqualTo(200);
        }
        assertThat(broker.records(kafka.topic()))
            .extracting(ConsumerRecord::key)
            .containsExactly(subscribed.topic(), subscribed.topic());
      }
    }
  }

  @Test
  void node_namesThePort_whenItIsInUse() {
    try (CallbackNode node = CallbackNode.start(World.settings(kafka))) {
      int port = node.url().getPort();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> CallbackNode.start(settings(port, null, null)))
          .withMessageContaining("PORT=" + port);
    }
  }

  @Test
  void node_namesTheUrl_whenTheDatabaseDoesNotAnswer() {
    String url = "jdbc:postgresql://localhost:" + FreePort.next() + "/push";
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CallbackNode.start(settings(0, null, new DatabaseSettings(url, "u", "secret"))))
        .withMessageContaining("PUSH_JDBC_URL=" + url)
        .withMessageContaining("refused")
        .withMessageNotContaining("secret");
  }

  private NodeSettings settings(int port, URI base, DatabaseSettings database) {
    return new NodeSettings(
        port,
        ServerAddress.loopback(),
        base,
        true,
        kafka,
        NodeSettings.DEFAULT_MAX_UPDATE,
        database);
  }
}
