package org.pushj.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;
import org.pushj.settings.PingSettings;
import org.pushj.spi.Claim;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.ManualClock;

/** Two nodes, one with Hibernate and one with EclipseLink, send what waits in PostgreSQL. */
class PingNodesTest {
  private static final Duration CLAIM = Duration.ofMinutes(2);
  private static final int TOPICS = 300;
  private static final int THREADS = 3;

  private final ManualClock clock = new ManualClock();
  private final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  private final ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);

  @AutoClose
  private final TwoNodes nodes =
      new TwoNodes(TestDatabase.POSTGRESQL, TestProvider.HIBERNATE, TestProvider.ECLIPSELINK);

  private final ManageableQueue one = new JpaPingQueue(nodes.one());
  private final ManageableQueue two = new JpaPingQueue(nodes.two());
  private final List<URI> topics =
      IntStream.range(0, TOPICS)
          .mapToObj(number -> URI.create("https://blog.example/" + number))
          .toList();

  @AfterEach
  void close() {
    threads.shutdownNow();
    hub.close();
  }

  @Test
  void ping_isSentOnce_whenSeveralNodesSend() {
    Queue<PublishOutcome> sentByOne = new ConcurrentLinkedQueue<>();
    Queue<PublishOutcome> sentByTwo = new ConcurrentLinkedQueue<>();
    Publisher first = publisher(one, sentByOne);
    Publisher second = publisher(two, sentByTwo);
    first.publishLater(topics);

    List<CompletableFuture<Void>> working = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      working.add(CompletableFuture.runAsync(() -> sendAll(first), threads));
      working.add(CompletableFuture.runAsync(() -> sendAll(second), threads));
    }
    working.forEach(CompletableFuture::join);

    assertThat(told()).containsExactlyInAnyOrderElementsOf(texts());
    assertThat(sentByOne).isNotEmpty();
    assertThat(sentByTwo).isNotEmpty();
    assertThat(one.list(ManageableQueue.Query.all())).isEmpty();
  }

  @Test
  void pingsOfANodeThatDied_areSentByAnother_whenItsClaimEnds() {
    Publisher first = publisher(one, new ConcurrentLinkedQueue<>());
    Publisher second = publisher(two, new ConcurrentLinkedQueue<>());
    first.publishLater(topics);
    Instant now = clock.instant();
    List<QueuedPing> lost = one.claimDue(Claim.of(now, now.plus(CLAIM), TOPICS / 3));
    assertThat(lost).hasSize(TOPICS / 3);

    sendAll(second);
    assertThat(told()).hasSize(TOPICS - lost.size());
    clock.advance(CLAIM.minusMillis(1));
    sendAll(second);
    assertThat(told()).hasSize(TOPICS - lost.size());
    clock.advance(Duration.ofMillis(1));
    sendAll(second);

    assertThat(told()).containsExactlyInAnyOrderElementsOf(texts());
    assertThat(one.complete(lost)).isZero();
    assertThat(one.list(ManageableQueue.Query.all())).isEmpty();
  }

  /** Sends until nothing waits any more, or what waits is claimed by others. */
  private static void sendAll(Publisher publisher) {
    int idle = 0;
    while (idle < 3) {
      idle = publisher.runDueWork() == 0 ? idle + 1 : 0;
    }
  }

  private List<String> told() {
    return hub.requests("publish").stream()
        .flatMap(request -> request.values("hub.url").stream())
        .toList();
  }

  private List<String> texts() {
    return topics.stream().map(URI::toString).toList();
  }

  private Publisher publisher(ManageableQueue queue, Queue<PublishOutcome> sent) {
    return Publisher.builder()
        .hubs(hub.url())
        .queue(queue)
        .pings(PingSettings.builder().work(work -> work.claim(CLAIM).batch(20)).build())
        .listener(sent::add)
        .urlPolicy(UrlPolicy.allowPrivate())
        .clock(clock)
        .build();
  }
}
