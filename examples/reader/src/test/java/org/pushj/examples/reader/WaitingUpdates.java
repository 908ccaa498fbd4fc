package org.pushj.examples.reader;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * Sends many updates of 1 MiB to a reader with little memory, whose listener fails: so all of them
 * wait in its inbox, and those in front are tried again and again. Then the reader is started
 * again, and its listener works.
 *
 * @param updates how many updates there are
 * @param connections how many are sent at a time
 * @param heapMebibytes how much memory the reader has for its heap
 */
record WaitingUpdates(int updates, int connections, int heapMebibytes) {
  private static final int MEBIBYTE = 1 << 20;
  private static final int TOPICS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final Duration OFTEN = Duration.ofSeconds(1);

  /**
   * What came of it. What lives is measured after a full collection of garbage.
   *
   * @param acknowledged how many updates were answered 2xx
   * @param others how often there was another answer, or none, by the status
   * @param waiting how many waited in the end
   * @param livingBefore how many MiB lived in the heap before there was an update
   * @param living how many MiB lived in the heap while all of them waited
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

  /** Runs it once. */
  Result run(ReaderDatabase database) {
    int port = ReaderProcess.freePort();
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

  /** Has all be delivered, and returns how many were not listed. */
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
