package org.pushj.examples.reader.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.ReaderProcess;
import org.pushj.examples.reader.storage.ReaderDatabase;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * Sends many updates of 1 MiB to a reader with little memory whose listener fails, so that all of
 * them wait in its inbox while the first are retried. Then the reader is restarted, and its
 * listener works.
 *
 * @param updates how many updates there are
 * @param connections how many are sent concurrently
 * @param heapMebibytes the size of the reader's heap
 */
record WaitingUpdates(int updates, int connections, int heapMebibytes) {
  private static final int MEBIBYTE = 1 << 20;
  private static final int TOPICS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final Duration OFTEN = Duration.ofSeconds(1);

  /**
   * The outcome. Live sizes are measured after a full garbage collection.
   *
   * @param acknowledged how many updates were answered 2xx
   * @param others how many other responses, or none, there were, by status
   * @param waiting how many were waiting at the end
   * @param livingBefore the live size of the heap before the first update, in MiB
   * @param living the live size of the heap while all were waiting, in MiB
   * @param sending how long it took until all were acknowledged
   * @param missing how many were not listed when the listener worked
   * @param listing how long it took until all were listed
   */
  record Result(
      int acknowledged,
      Map<String, Integer> others,
      long waiting,
      int livingBefore,
      int living,
      Duration sending,
      int missing,
      Duration listing) {}

  /** Runs the experiment once. */
  Result run(ReaderDatabase database) {
    int port = FreePort.next();
    // Makes the tables.
    start(port, database).close();
    database.execute("ALTER TABLE reader_update ADD CONSTRAINT full_up CHECK (size_bytes < 0)");
    try (FakeHub hub = FakeHub.start();
        FakeTopicSite site = FakeTopicSite.start()) {
      Filled filled = fill(port, database, hub, site);
      long waiting = database.inInbox();
      database.execute("ALTER TABLE reader_update DROP CONSTRAINT full_up");
      Instant begun = Instant.now();
      int missing = empty(port, database, filled.load());
      return new Result(
          filled.load().acknowledged(),
          filled.load().others(),
          waiting,
          filled.livingBefore(),
          filled.living(),
          filled.time(),
          missing,
          Duration.between(begun, Instant.now()));
    }
  }

  private Filled fill(int port, ReaderDatabase database, FakeHub hub, FakeTopicSite site) {
    try (ReaderProcess reader = start(port, database)) {
      List<HubRequest> callbacks =
          IntStream.range(0, TOPICS)
              .mapToObj(i -> site.advertise("/feed" + i, hub.url()))
              .map(topic -> reader.subscribed(topic, hub).request())
              .toList();
      int before = reader.livingMebibytes();
      HubLoad.Plan plan = new HubLoad.Plan(updates, MEBIBYTE, connections, Duration.ZERO);
      Instant begun = Instant.now();
      try (HubLoad load = HubLoad.start(callbacks, plan)) {
        await(() -> load.isDone() || !reader.isAlive());
        Duration time = Duration.between(begun, Instant.now());
        return new Filled(load, before, reader.livingMebibytes(), time);
      }
    }
  }

  /** Lets all be delivered, and returns how many were not listed. */
  private int empty(int port, ReaderDatabase database, HubLoad load) {
    ListedUpdates listed = new ListedUpdates();
    try (ReaderProcess reader = start(port, database)) {
      await(
          () -> {
            listed.look(reader);
            return listed.distinct() == load.acknowledged();
          });
      return listed.missing(load);
    }
  }

  private ReaderProcess start(int port, ReaderDatabase database) {
    return ReaderProcess.start(
        port,
        database.environment(),
        "-Xmx" + heapMebibytes + "m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Xlog:gc");
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).pollInterval(OFTEN).until(condition);
  }

  private record Filled(HubLoad load, int livingBefore, int living, Duration time) {}
}
