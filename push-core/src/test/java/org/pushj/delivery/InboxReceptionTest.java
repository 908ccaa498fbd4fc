package org.pushj.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pushj.Origin;
import org.pushj.SignatureAlgorithm;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.Update;
import org.pushj.memory.InMemoryUpdateInbox;
import org.pushj.settings.DeliverySettings;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;
import org.pushj.subscriber.SubscriberStatistics;
import org.pushj.tck.ForwardingUpdateInbox;
import org.pushj.world.InboxWorld;
import org.pushj.world.RecordedLog;
import org.pushj.world.World;

/** What the callback endpoint answers when there is an inbox, and what is kept. */
class InboxReceptionTest {
  private final WatchedInbox inbox = new WatchedInbox();
  private final InboxWorld world =
      new InboxWorld(
          inbox,
          DeliverySettings.builder().storeTimeout(Duration.ofSeconds(2)),
          builder -> builder);

  @AfterEach
  void end() {
    inbox.open.countDown();
    world.close();
  }

  @Test
  void update_isKeptBeforeTheAnswer_andDeliveredLater() {
    assertThat(world.post("news")).isEqualTo(200);
    assertThat(world.taken()).isEmpty();
    assertThat(world.all()).hasSize(1);
    assertThat(world.work()).isEqualTo(1);
    assertThat(world.taken()).containsExactly("news");
    assertThat(world.all()).isEmpty();
    assertThat(world.statistics())
        .isEqualTo(new SubscriberStatistics(1, 0, 0, 0, 1, 0, 0, 0, 0, List.of()));
  }

  @Test
  void update_isAsItWasReceived() {
    world
        .world
        .hub
        .delivery(world.active.request())
        .content("\u00e9t\u00e9".getBytes(UTF_8), "text/plain; charset=UTF-8")
        .signedWith(SignatureAlgorithm.SHA512)
        .send();
    InboxEntry kept = world.all().get(0);
    Instant received = world.world.clock.instant();
    world.pass(Duration.ofMinutes(1));
    Update update = world.world.listener.updates().get(0);
    Subscription subscription = world.world.now(world.active.subscription());
    assertThat(update.id()).isEqualTo(kept.id());
    assertThat(update.text()).isEqualTo("\u00e9t\u00e9");
    assertThat(update.contentType()).contains("text/plain; charset=UTF-8");
    assertThat(update.links()).hasSize(2);
    assertThat(update.links().get(0).target()).isEqualTo(subscription.topic());
    assertThat(update.signatureAlgorithm()).contains(SignatureAlgorithm.SHA512);
    assertThat(update.receivedAt()).isEqualTo(received);
    assertThat(update.origin())
        .isEqualTo(Origin.of(subscription, World.registration(subscription)));
    assertThat(update.sha256()).isEqualTo(kept.sha256());
  }

  @Test
  void update_keepsTheHeadersThatMatter_andNoOthers() {
    String tooLong = "<https://long.example/" + "x".repeat(10_000) + ">; rel=\"self\"";
    world
        .world
        .hub
        .delivery(world.active.request())
        .content("brotli".getBytes(UTF_8), "text/plain")
        .header("Content-Encoding", "br")
        .header("Content-Language", "de, fr")
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .header("tracestate", "vendor=1")
        .header("tracestate", "other=2")
        .header("Link", tooLong)
        .header("X-Secret", "unknown")
        .send();
    world.work();
    assertThat(world.world.listener.updates().get(0).headers().map())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Content-Type", List.of("text/plain"),
                "Content-Encoding", List.of("br"),
                "Content-Language", List.of("de, fr"),
                "traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                "tracestate", List.of("vendor=1, other=2")));
  }

  @Test
  void update_isDelivered_whenItsSubscriptionIsGone() {
    world.post("last words");
    world.world.subscriber.unsubscribe(world.active.subscription().id());
    assertThat(world.world.subscriber.find(world.active.subscription().id())).isEmpty();
    world.work();
    Subscription active = world.active.subscription();
    assertThat(world.world.listener.updates().get(0).origin())
        .isEqualTo(Origin.of(active, World.registration(active)));
    assertThat(world.all()).isEmpty();
  }

  @Test
  void update_isAcknowledged_andNotDeliveredAgain_whenItIsRepeated() {
    assertThat(world.post("x")).isEqualTo(200);
    assertThat(world.post("x")).isEqualTo(200);
    world.work();
    assertThat(world.post("x")).isEqualTo(200);
    world.pass(Duration.ofMinutes(4));
    assertThat(world.taken()).containsExactly("x");
    assertThat(world.statistics().updatesRepeated()).isEqualTo(2);
    world.pass(Duration.ofMinutes(2));
    assertThat(world.post("x")).isEqualTo(200);
    world.work();
    assertThat(world.taken()).containsExactly("x", "x");
  }

  @Test
  void update_isDelivered_whenTheContentComesBackToWhatItWas() {
    for (String content : new String[] {"A", "B", "A"}) {
      assertThat(world.post(content)).isEqualTo(200);
      world.work();
    }
    assertThat(world.taken()).containsExactly("A", "B", "A");
    assertThat(world.statistics().updatesRepeated()).isZero();
  }

  @Test
  void update_isNotKept_whenItsSignatureIsWrong() {
    world
        .world
        .hub
        .delivery(world.active.request())
        .content("x", "text/plain")
        .secret("wrong")
        .send();
    assertThat(world.all()).isEmpty();
  }

  @Test
  void hub_isAskedToComeAgain_whenTheInboxHasNoRoom() {
    InMemoryUpdateInbox tiny = new InMemoryUpdateInbox(10, 2);
    try (InboxWorld small = new InboxWorld(tiny, DeliverySettings.builder(), builder -> builder)) {
      assertThat(small.post("123")).isEqualTo(503);
      assertThat(small.post("12")).isEqualTo(200);
    }
  }

  @Test
  void hub_isAskedToComeAgain_whenTheInboxFails() {
    inbox.failure = new StoreException("the database is gone", null);
    try (RecordedLog log = new RecordedLog()) {
      assertThat(world.post("x")).isEqualTo(503);
      assertThat(world.post("x")).isEqualTo(503);
      assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
    }
    inbox.failure = new IllegalStateException("a bug");
    assertThat(world.post("x")).isEqualTo(503);
    inbox.failure = null;
    assertThat(world.post("x")).isEqualTo(200);
    world.work();
    assertThat(world.taken()).containsExactly("x");
  }

  @Test
  void hub_isAskedToComeAgain_whenTheInboxIsSlow_andWhatItRepeatsIsADuplicate() throws Exception {
    inbox.slow = true;
    assertThat(world.post("x")).isEqualTo(503);
    inbox.slow = false;
    inbox.open.countDown();
    inbox.added.await();
    assertThat(world.post("x")).isEqualTo(200);
    world.work();
    assertThat(world.taken()).containsExactly("x");
    assertThat(world.statistics().updatesRepeated()).isEqualTo(1);
  }

  /** Fails or waits when the test says so. */
  private static final class WatchedInbox extends ForwardingUpdateInbox {
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch added = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile @Nullable RuntimeException failure;

    WatchedInbox() {
      super(new InMemoryUpdateInbox());
    }

    @Override
    public UpdateInbox.Receipt add(InboxEntry entry, byte[] content, @Nullable Instant sameSince) {
      RuntimeException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
      if (slow) {
        awaitOpen();
      }
      UpdateInbox.Receipt receipt = super.add(entry, content, sameSince);
      added.countDown();
      return receipt;
    }

    private void awaitOpen() {
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
