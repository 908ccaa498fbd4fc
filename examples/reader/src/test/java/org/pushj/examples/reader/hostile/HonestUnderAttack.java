package org.pushj.examples.reader.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pushj.examples.guard.FreePort;
import org.pushj.examples.reader.ReaderProcess;
import org.pushj.examples.reader.storage.ReaderDatabase;

/**
 * Lets a hub deliver to a reader with a small heap: in peace, while a {@link HostileInternet}
 * attacks the reader, and in peace again.
 *
 * @param time how long the attack lasts
 * @param perSecond how many updates the hub delivers per second
 * @param optimized whether the reader is compiled for long runs
 */
record HonestUnderAttack(Duration time, int perSecond, boolean optimized) {
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  /** So long that the compiler has little left to do. */
  private static final Duration LONG_WARM_UP = Duration.ofMinutes(2);

  private static final Duration PEACE = Duration.ofSeconds(2);
  private static final Duration OFTEN = Duration.ofSeconds(5);
  private static final Duration LAST = Duration.ofSeconds(30);
  private static final int MEBIBYTES = 256;

  /**
   * How long updates took from the first attempt until they were on the page, in milliseconds.
   *
   * @param median half of them took no longer
   * @param most 99 of 100 took no longer
   * @param longest none took longer
   */
  record Times(int count, long median, long most, long longest) {
    private static Times of(long[] sorted) {
      return new Times(sorted.length, part(sorted, 0.5), part(sorted, 0.99), part(sorted, 1));
    }

    private static long part(long[] sorted, double share) {
      int last = sorted.length - 1;
      return last < 0 ? 0 : sorted[(int) Math.min(last, sorted.length * share)];
    }
  }

  /**
   * The outcome.
   *
   * @param sent how many updates the hub sent
   * @param unacknowledged how many were never answered 2xx
   * @param lost how many were never on the page, or not in the list
   * @param repeated how many were in the list more than once, although they were sent only once
   * @param forged rows of the hub's topics that the hub did not send
   * @param others the responses to the hub other than 2xx
   * @param before the times before the attack
   * @param attack the times during it
   * @param after the times after it
   * @param heapBefore the live size of the heap before the attack, in MiB
   * @param heapAfter the live size of the heap after it, in MiB
   * @param threads the greatest number of threads
   * @param breaches what the reader did although it must never do so
   * @param subscriptions what is wrong with the subscriptions
   * @param log what the reader has logged
   * @param attacks how many steps each attack made, by what came of them
   */
  record Result(
      int sent,
      int unacknowledged,
      int lost,
      int repeated,
      List<String> forged,
      Map<String, Integer> others,
      Times before,
      Times attack,
      Times after,
      int heapBefore,
      int heapAfter,
      int threads,
      List<String> breaches,
      List<String> subscriptions,
      ReaderLog log,
      Map<String, Integer> attacks) {

    /** Returns how long most updates took in peace, in milliseconds. */
    long peacefulMillis() {
      return Math.max(before.most(), after.most());
    }
  }

  /** Runs the experiment once. */
  Result run(ReaderDatabase database) {
    try (ReaderProcess reader = start(database);
        HonestHub hub = new HonestHub()) {
      hub.subscribe(reader);
      ShownUpdates shown = new ShownUpdates(reader, hub);
      List<Integer> threads = new ArrayList<>();
      deliver(optimized ? LONG_WARM_UP : WARM_UP, reader, hub, shown, threads);
      Times before = deliver(PEACE, reader, hub, shown, threads);
      int heapBefore = reader.livingMebibytes();
      HostileInternet internet = new HostileInternet(reader, hub);
      Times attack;
      try (internet) {
        internet.start();
        attack = deliver(time, reader, hub, shown, threads);
      }
      Times after = deliver(PEACE, reader, hub, shown, threads);
      shown.stop();
      return new Result(
          hub.sent(),
          count(hub.sent(), i -> hub.acknowledgedAt(i) == null),
          count(hub.sent(), i -> shown.shownAt(i) == null || shown.listed(i) == 0),
          count(hub.sent(), i -> shown.listed(i) > 1 && !hub.retried(i)),
          shown.forged(),
          hub.others(),
          before,
          attack,
          after,
          heapBefore,
          reader.livingMebibytes(),
          Collections.max(threads),
          internet.breaches(),
          hub.problems(reader),
          ReaderLog.of(reader.output()),
          internet.outcomes());
    }
  }

  private ReaderProcess start(ReaderDatabase database) {
    return ReaderProcess.start(
        FreePort.next(),
        database.environment(),
        "-XX:TieredStopAtLevel=" + (optimized ? 4 : 1),
        "-Xmx" + MEBIBYTES + "m",
        "-XX:+UseSerialGC",
        "-Xlog:gc",
        "-Dfile.encoding=UTF-8",
        "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
        ReaderProcess.USUAL_LOG);
  }

  private Times deliver(
      Duration time,
      ReaderProcess reader,
      HonestHub hub,
      ShownUpdates shown,
      List<Integer> threads) {
    int from = hub.sent();
    Thread sending = new Thread(() -> hub.send(perSecond, time), "honest hub");
    sending.setDaemon(true);
    sending.start();
    do {
      LockSupport.parkNanos(OFTEN.toNanos());
      shown.look();
      threads.add(reader.threads());
    } while (sending.isAlive());
    hub.awaitResponses();
    awaitShown(hub, shown);
    shown.look();
    return times(from, hub.sent(), hub, shown::shownAt);
  }

  /** Waits until all are on the page, for as long as more come. */
  private static void awaitShown(HonestHub hub, ShownUpdates shown) {
    int before = -1;
    while (shown.shown() < hub.sent() && shown.shown() > before) {
      before = shown.shown();
      long end = System.nanoTime() + LAST.toNanos();
      while (shown.shown() < hub.sent() && System.nanoTime() < end) {
        LockSupport.parkNanos(OFTEN.toNanos());
        shown.look();
      }
    }
  }

  private static int count(int sent, IntPredicate what) {
    return (int) IntStream.range(0, sent).filter(what).count();
  }

  private static Times times(int from, int to, HonestHub hub, IntFunction<@Nullable Long> end) {
    return Times.of(
        IntStream.range(from, to)
            .filter(i -> end.apply(i) != null)
            .mapToLong(i -> TimeUnit.NANOSECONDS.toMillis(end.apply(i) - hub.sentAt(i)))
            .sorted()
            .toArray());
  }
}
