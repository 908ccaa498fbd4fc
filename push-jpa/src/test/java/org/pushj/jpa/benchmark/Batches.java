package org.pushj.jpa.benchmark;

/** Guards the measurements: a batch that is not full would count as a quick one. */
final class Batches {
  private Batches() {}

  static void check(int claimed, int batch) {
    if (claimed != batch) {
      throw new IllegalStateException(
          "claimed " + claimed + " subscriptions instead of " + batch + ": too few are due");
    }
  }
}
