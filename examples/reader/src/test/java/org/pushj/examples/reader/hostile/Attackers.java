package org.pushj.examples.reader.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Attackers, each with a thread, that go on until they are stopped, and what came of it. */
final class Attackers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /** One step of an attack. */
  interface Step {
    /**
     * Does it.
     *
     * @return the status that it was answered, or other words for what came of it
     * @throws IOException if the reader closed the connection, which it may
     */
    Object run() throws IOException;
  }

  /**
   * Starts an attacker.
   *
   * @param pause the time between two steps
   */
  void start(String name, Duration pause, Step step) {
    Thread thread = new Thread(() -> attack(name, pause, step), name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Keeps something that the reader must never do. */
  void breach(String what) {
    breaches.add(what);
  }

  /** Returns what the reader did although it must never do so. */
  List<String> breaches() {
    return List.copyOf(breaches);
  }

  /** Returns how many steps each attack made, by what came of them. */
  Map<String, Integer> outcomes() {
    return new TreeMap<>(outcomes);
  }

  /** Returns the attacks of which no step was answered: they prove nothing. */
  List<String> idle() {
    return threads.stream().map(Thread::getName).filter(name -> !answered.contains(name)).toList();
  }

  /** Stops all, after their last steps. */
  void stop() {
    stopped = true;
  }

  /** Stops all, and waits for their last steps. */
  @Override
  public void close() {
    stop();
    threads.forEach(LockSupport::unpark);
    try {
      for (Thread each : threads) {
        TimeUnit.MILLISECONDS.timedJoin(each, PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attack(String name, Duration pause, Step step) {
    while (!stopped) {
      count(name, outcome(name, step));
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private String outcome(String name, Step step) {
    try {
      String outcome = step.run().toString();
      answered.add(name);
      if (outcome.equals("500")) {
        breach(name + " is answered 500");
      }
      return outcome;
    } catch (IOException | UncheckedIOException closed) {
      return "closed";
    }
  }

  private void count(String name, String outcome) {
    outcomes.merge(name + ": " + outcome, 1, Integer::sum);
  }
}
