package org.pushj.examples.reader.load;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.ReaderProcess;
import org.pushj.examples.reader.storage.ReaderDatabase;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * Sends many signed updates to a reader, kills the reader with SIGKILL at random moments, sometimes
 * again while it restarts, and counts how many of the acknowledged updates the reader lists.
 *
 * @param updates how many updates there are
 * @param kills how often the reader is killed, at least
 * @param duplicateWindow how long the same content counts as a duplicate; 0 for never
 * @param seed the seed of the moments of the kills
 */
record KilledUnderLoad(int updates, int kills, Duration duplicateWindow, long seed) {
  /** Each topic has a connection of its own: only what is sent again at once is a duplicate. */
  private static final int TOPICS = 16;

  private static final int BYTES = 2048;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration OFTEN = Duration.ofMillis(500);
  private static final int MAX_WAIT_MILLIS = 500;
  private static final int MAX_START_MILLIS = 2_000;

  /** Claims of a dead reader end after 20 seconds. */
  private static final Duration LAST = Duration.ofSeconds(60);

  /**
   * The outcome for the updates.
   *
   * @param acknowledged how many were answered 2xx
   * @param others how many other responses, or none, there were, by status
   * @param kills how often the reader was killed
   * @param inInboxAtKills how many updates were in the inbox at the kills, in total
   * @param lost how many were acknowledged but never listed as sent
   * @param repeated how many were listed more than once
   * @param left how many are still in the inbox
   * @param sending how long it took until the last was acknowledged
   * @param time how long it took until the last was listed
   */
  record Result(
      int acknowledged,
      Map<String, Integer> others,
      int kills,
      long inInboxAtKills,
      int lost,
      int repeated,
      long left,
      Duration sending,
      Duration time) {

    /** Counts the responses other than 2xx, by status. */
    Map<String, Integer> otherAnswers() {
      Map<String, Integer> answers = new TreeMap<>(others);
      answers.remove(HubLoad.NO_ANSWER);
      return answers;
    }
  }

  /** Runs the experiment once. */
  Result run(ReaderDatabase database) {
    HubLoad.Plan plan = new HubLoad.Plan(updates, BYTES, TOPICS, Duration.ZERO);
    Map<String, String> environment = new HashMap<>(database.environment());
    environment.put("PUSH_DUPLICATE_WINDOW", duplicateWindow.toString());
    try (FakeHub hub = FakeHub.start();
        FakeTopicSite site = FakeTopicSite.start();
        Victim victim = new Victim(database, environment)) {
      List<HubRequest> callbacks =
          IntStream.range(0, TOPICS)
              .mapToObj(i -> site.advertise("/feed" + i, hub.url()))
              .map(topic -> victim.reader.subscribed(topic, hub).request())
              .toList();
      Instant begun = Instant.now();
      try (HubLoad load = HubLoad.start(callbacks, plan)) {
        return run(database, victim, load, begun);
      }
    }
  }

  private Result run(ReaderDatabase database, Victim victim, HubLoad load, Instant begun) {
    ListedUpdates listed = new ListedUpdates();
    Random random = new Random(seed);
    List<Integer> turns = random.ints(kills, 0, updates).sorted().boxed().toList();
    for (int i = 0; i < kills; i++) {
      int turn = turns.get(i);
      lookUntil(victim, listed, () -> load.acknowledged() >= turn);
      pause(random.nextInt(MAX_WAIT_MILLIS));
      victim.killAndStart();
      if (i % 2 == 1) {
        pause(random.nextInt(MAX_START_MILLIS));
        victim.killAndStart();
      }
    }
    lookUntil(victim, listed, load::isDone);
    Instant sent = Instant.now();
    awaitTheLast(victim, listed, load);
    Instant end = Instant.now();
    victim.close();
    return new Result(
        load.acknowledged(),
        load.others(),
        victim.kills,
        victim.inInboxAtKills,
        listed.missing(load),
        listed.repeated(),
        database.inInbox(),
        Duration.between(begun, sent),
        Duration.between(begun, end));
  }

  private static void lookUntil(Victim victim, ListedUpdates listed, Condition condition) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(OFTEN)
        .until(
            () -> {
              look(victim, listed);
              return condition.isMet();
            });
  }

  private static void look(Victim victim, ListedUpdates listed) {
    try {
      listed.look(victim.reader);
    } catch (UncheckedIOException starting) {
      // The reader lists them later.
    }
  }

  private static void awaitTheLast(Victim victim, ListedUpdates listed, HubLoad load) {
    int before = -1;
    while (listed.distinct() < load.acknowledged() && listed.distinct() > before) {
      before = listed.distinct();
      int known = before;
      try {
        Awaitility.await()
            .atMost(LAST)
            .pollInterval(OFTEN)
            .until(
                () -> {
                  look(victim, listed);
                  return listed.distinct() > known;
                });
      } catch (ConditionTimeoutException noMore) {
        // The result reports how many are lost.
      }
    }
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private interface Condition {
    boolean isMet();
  }

  /** A reader that is killed and restarted on the same port. */
  private static final class Victim implements AutoCloseable {
    private final ReaderDatabase database;
    private final Map<String, String> environment;
    private final int port = FreePort.next();
    private ReaderProcess reader;
    private int kills;
    private long inInboxAtKills;

    Victim(ReaderDatabase database, Map<String, String> environment) {
      this.database = database;
      this.environment = environment;
      this.reader = ReaderProcess.start(port, environment);
    }

    /** Does not wait for the start. */
    void killAndStart() {
      reader.kill();
      kills++;
      inInboxAtKills += database.inInbox();
      reader = ReaderProcess.launch(port, environment);
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
