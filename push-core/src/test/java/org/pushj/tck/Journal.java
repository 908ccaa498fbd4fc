package org.pushj.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Keeps what happened, in order, and lets a test wait for it. Safe for use by several threads. */
final class Journal<T> {
  private final List<T> entries = new ArrayList<>();

  synchronized void add(T entry) {
    entries.add(entry);
    notifyAll();
  }

  synchronized List<T> all() {
    return List.copyOf(entries);
  }

  synchronized List<T> all(Predicate<? super T> filter) {
    return entries.stream().filter(filter).toList();
  }

  /**
   * Waits for the n-th entry of a kind.
   *
   * @param what the kind of entry, in words for the failure
   * @param number which one, from 1
   * @throws AssertionError if it did not come in time, or the thread was interrupted
   */
  synchronized T await(String what, Predicate<? super T> filter, int number, Duration timeout) {
    if (number < 1) {
      throw new IllegalArgumentException("number: counts from 1, and is " + number);
    }
    long end = System.nanoTime() + timeout.toNanos();
    try {
      List<T> found = all(filter);
      while (found.size() < number) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(
              "No " + what + " number " + number + " within " + timeout + ". Came: " + entries);
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
        found = all(filter);
      }
      return found.get(number - 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + what, e);
    }
  }
}
