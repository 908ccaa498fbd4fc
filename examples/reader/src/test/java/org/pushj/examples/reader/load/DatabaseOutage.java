package org.pushj.examples.reader.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.ReaderProcess;
import org.pushj.examples.reader.storage.ReaderDatabase;
import org.pushj.examples.reader.storage.StoppableServer;
import org.pushj.tck.FakeHub;
import org.pushj.tck.FakeTopicSite;
import org.pushj.tck.HubRequest;

/**
 * Stops the database of a reader while updates arrive, and restarts it after a while.
 *
 * @param kind the kind of outage
 * @param time its duration
 */
record DatabaseOutage(Kind kind, Duration time) {
  private static final int TOPICS = 4;
  private static final HubLoad.Plan PLAN =
      new HubLoad.Plan(Integer.MAX_VALUE, 2048, 16, Duration.ofMillis(200));

  private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(3);
  private static final Duration SETTLED = Duration.ofMillis(500);
  private static final Duration LAST = Duration.ofSeconds(60);

  /** The reader waits for its store for at most five seconds, twice. */
  private static final Duration MAX_ANSWER = Duration.ofSeconds(10);

  private static final Pattern LINE = Pattern.compile("^\\d\\d:\\d\\d:");

  /** The kind of outage. */
  enum Kind {
    /** The server does not respond, but keeps its connections. */
    HANGS {
      @Override
      void begin(StoppableServer server) {
        server.hang();
      }

      @Override
      void end(StoppableServer server) {
        server.goOn();
      }
    },
    /** The server was killed and refuses connections. */
    GONE {
      @Override
      void begin(StoppableServer server) {
        server.kill();
      }

      @Override
      void end(StoppableServer server) {
        server.startAgain();
      }
    };

    abstract void begin(StoppableServer server);

    abstract void end(StoppableServer server);
  }

  /**
   * The outcome for the updates.
   *
   * @param acknowledged how many were answered 2xx
   * @param meanwhile how many of them during the outage
   * @param others how many other responses, or none, there were, by status
   * @param withoutRetryAfter how many 503 responses had no Retry-After
   * @param slowest how long the slowest response took
   * @param verification how a verification by the hub was answered during the outage
   * @param verificationTime how long that took
   * @param lost how many were acknowledged but never listed as sent
   * @param repeated how many were listed more than once
   * @param left how many are still in the inbox
   * @param listed how long after the outage all were listed
   * @param log what the reader logged
   */
  record Result(
      int acknowledged,
      int meanwhile,
      Map<String, Integer> others,
      int withoutRetryAfter,
      Duration slowest,
      int verification,
      Duration verificationTime,
      int lost,
      int repeated,
      long left,
      Duration listed,
      String log) {

    /** Checks that the outage caused only 503 responses, in time. */
    void check() {
      assertThat(acknowledged).isPositive();
      assertThat(meanwhile).as("acknowledged meanwhile").isZero();
      assertThat(others).as("answers").containsOnlyKeys("503");
      assertThat(withoutRetryAfter).as("without Retry-After").isZero();
      assertThat(slowest).isLessThan(MAX_ANSWER);
      assertThat(verification).as("verification").isEqualTo(503);
      assertThat(verificationTime).isLessThan(MAX_ANSWER);
      assertThat(lost).as("lost").isZero();
      assertThat(left).as("left").isZero();
    }

    /** Counts the responses other than 2xx and those with one status. */
    Map<String, Integer> othersThan(String status) {
      Map<String, Integer> counts = new TreeMap<>(others);
      counts.remove(status);
      return counts;
    }

    /** Returns what the reader logged, without stack traces. */
    String logLines() {
      return log.lines()
          .filter(line -> LINE.matcher(line).find())
          .collect(Collectors.joining("\n"));
    }
  }

  /** Runs the experiment once, on a server with an empty database. */
  Result run(StoppableServer server) {
    try (FakeHub hub = FakeHub.start();
        FakeTopicSite site = FakeTopicSite.start();
        ReaderProcess reader =
            ReaderProcess.start(
                FreePort.next(),
                ReaderDatabase.of(server).environment(),
                ReaderProcess.USUAL_LOG)) {
      List<HubRequest> callbacks =
          IntStream.range(0, TOPICS)
              .mapToObj(i -> site.advertise("/feed" + i, hub.url()))
              .map(topic -> reader.subscribed(topic, hub).request())
              .toList();
      try (HubLoad load = HubLoad.start(callbacks, PLAN)) {
        return run(hub, callbacks.get(0), server, reader, load);
      }
    }
  }

  private Result run(
      FakeHub hub,
      HubRequest callback,
      StoppableServer server,
      ReaderProcess reader,
      HubLoad load) {
    pause(BEFORE_AND_AFTER);
    kind.begin(server);
    Instant end = Instant.now().plus(time);
    // What was committed before is still acknowledged.
    pause(SETTLED);
    int before = load.acknowledged();
    Instant asked = Instant.now();
    int verification = hub.verify(callback).status();
    Duration verificationTime = Duration.between(asked, Instant.now());
    Awaitility.await().atMost(time.plus(LAST)).until(() -> !Instant.now().isBefore(end));
    int meanwhile = load.acknowledged() - before;
    kind.end(server);
    Instant back = Instant.now();
    pause(BEFORE_AND_AFTER);
    load.close();
    ListedUpdates listed = new ListedUpdates();
    awaitTheLast(reader, listed, load);
    Duration listedAfter = Duration.between(back, Instant.now());
    return new Result(
        load.acknowledged(),
        meanwhile,
        load.others(),
        load.withoutRetryAfter(),
        load.slowest(),
        verification,
        verificationTime,
        listed.missing(load),
        listed.repeated(),
        ReaderDatabase.of(server).inInbox(),
        listedAfter,
        reader.output());
  }

  private static void awaitTheLast(ReaderProcess reader, ListedUpdates listed, HubLoad load) {
    try {
      Awaitility.await()
          .atMost(LAST)
          .until(
              () -> {
                listed.look(reader);
                return listed.missing(load) == 0;
              });
    } catch (ConditionTimeoutException lost) {
      // The result reports the number.
    }
  }

  private static void pause(Duration time) {
    Instant end = Instant.now().plus(time);
    Awaitility.await().atMost(time.plus(LAST)).until(() -> !Instant.now().isBefore(end));
  }
}
