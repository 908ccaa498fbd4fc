package org.pushj.publisher;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.pushj.memory.InMemoryPingQueue;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.QueuedPing;
import org.pushj.spi.UrlPolicy;
import org.pushj.tck.FakeHub;
import org.pushj.tck.HubBehaviour;
import org.pushj.tck.HubRequest;
import org.pushj.tck.ManualClock;

/** A publisher on a clock of its own, a queue, and two hubs: the second one always works. */
final class PublisherWorld implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);
  static final URI TOPIC = URI.create("https://blog.example/feed?a=1&b=2");
  static final URI OTHER_TOPIC = URI.create("https://blog.example/other");

  final ManualClock clock = new ManualClock();
  final FakeHub hub = FakeHub.start().behaviour(HubBehaviour.hold());
  final FakeHub other = FakeHub.start().behaviour(HubBehaviour.hold());
  final ManageableQueue queue;
  final LinkedBlockingQueue<PublishOutcome> outcomes = new LinkedBlockingQueue<>();
  final Publisher publisher;
  private final List<Publisher> all = new ArrayList<>();

  PublisherWorld() {
    this(settings -> settings);
  }

  PublisherWorld(UnaryOperator<PublisherBuilder> settings) {
    this(new InMemoryPingQueue(), settings);
  }

  PublisherWorld(ManageableQueue queue, UnaryOperator<PublisherBuilder> settings) {
    this.queue = queue;
    this.publisher = publisher(settings);
  }

  /** Makes one more publisher on the same queue, as another process has it. */
  Publisher publisher(UnaryOperator<PublisherBuilder> settings) {
    Publisher made =
        settings
            .apply(
                Publisher.builder()
                    .hubs(hub.url())
                    .urlPolicy(UrlPolicy.allowPrivate())
                    .userAgent("test/1")
                    .queue(queue)
                    .listener(outcomes::add)
                    .clock(clock))
            .build();
    all.add(made);
    return made;
  }

  /** Lets time pass, and does what is due then. */
  void pass(Duration time) {
    clock.advance(time);
    publisher.runDueWork();
  }

  /** Waits for what became of the next ping that {@code publishLater} asked for. */
  PublishOutcome awaitOutcome() {
    try {
      PublishOutcome outcome = outcomes.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      if (outcome == null) {
        throw new AssertionError("no outcome within " + SOON + "; the queue holds " + queued());
      }
      return outcome;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the topics of all publish requests to a hub, in their order. */
  static List<String> told(FakeHub hub) {
    return hub.requests("publish").stream()
        .flatMap(request -> request.values("hub.url").stream())
        .toList();
  }

  /** Returns how many topics each publish request to a hub had. */
  static List<Integer> sizes(FakeHub hub) {
    return hub.requests("publish").stream().map(PublisherWorld::size).toList();
  }

  private static int size(HubRequest request) {
    return request.values("hub.url").size();
  }

  List<QueuedPing> queued() {
    return queue.list(ManageableQueue.Query.all());
  }

  QueuedPing onlyQueued() {
    List<QueuedPing> pings = queued();
    if (pings.size() != 1) {
      throw new AssertionError("not one ping: " + pings);
    }
    return pings.get(0);
  }

  static List<URI> topics(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> URI.create("https://blog.example/" + number))
        .toList();
  }

  /** Keeps the hub from answering until the latch is open. */
  static CountDownLatch blocked(FakeHub hub) {
    CountDownLatch open = new CountDownLatch(1);
    hub.behaviour(
        (self, request) -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return HubBehaviour.hold().treat(self, request);
        });
    return open;
  }

  @Override
  public void close() {
    all.forEach(Publisher::close);
    hub.close();
    other.close();
  }
}
