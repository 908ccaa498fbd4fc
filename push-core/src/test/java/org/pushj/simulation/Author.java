package org.pushj.simulation;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.pushj.PushException;
import org.pushj.publisher.PublishOutcome;
import org.pushj.publisher.Publisher;

/** Changes some pages now and then, and tells any node that is up. */
final class Author {
  private static final int TOPICS = 5;
  private static final int MOST_AT_ONCE = 3;
  private static final Duration LAST_CHANGE = Duration.ofDays(29);

  private final World world;
  private final Machine machine;
  private final SplittableRandom random;

  Author(World world, Machine machine) {
    this.world = world;
    this.machine = machine;
    this.random = world.scheduler.random();
  }

  static URI topic(int number) {
    return URI.create("https://author.example/page" + number);
  }

  void run() {
    while (world.scheduler.now() < LAST_CHANGE.toNanos()) {
      world.sleep(
          random.nextInt(4) == 0
              ? world.upTo(Duration.ofSeconds(3))
              : world.upTo(Duration.ofHours(16)));
      Node node = world.nodeThatIsUp();
      if (node != null) {
        change(node, someTopics());
      }
    }
  }

  private List<URI> someTopics() {
    List<URI> topics = new ArrayList<>();
    for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
      topics.add(topic(random.nextInt(TOPICS)));
    }
    return topics;
  }

  private void change(Node node, List<URI> topics) {
    boolean waits = random.nextInt(6) == 0;
    long since = world.scheduler.now();
    world.journal.note(machine, "changes " + topics + (waits ? ", and waits" : ""));
    Publisher publisher = node.publisher();
    CompletableFuture<List<PublishOutcome>> call =
        world.scheduler.call(
            node.machine(),
            "publish",
            () -> {
              if (waits) {
                return publisher.publish(topics);
              }
              publisher.publishLater(topics);
              return List.of();
            });
    world.await(call::isDone);
    try {
      List<PublishOutcome> outcomes = call.get();
      if (waits) {
        outcomes.forEach(each -> world.told(each, since));
      } else {
        topics.stream().distinct().forEach(each -> world.changed(each, since));
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof PushException) && !(e.getCause() instanceof MachineDied)) {
        throw new IllegalStateException(e.getCause());
      }
      world.journal.note(machine, "fails: " + e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
