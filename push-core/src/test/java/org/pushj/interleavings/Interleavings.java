package org.pushj.interleavings;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Lets two threads call the operations of a class at the same moment, and switches between them at
 * each access to what they share. The calls, and the order of the switches, are the same in each
 * run. Calls of the JDK are one step each.
 */
public final class Interleavings {
  /** How many scenarios are tried. A scenario is which operations are called, by which thread. */
  private static final int SCENARIOS = 8;

  /** How many ways to switch are tried for each scenario. */
  private static final int WAYS = 50;

  /** Immutable, so no switch in them shows anything; following them would take most of the time. */
  private static final String[] VALUES = {
    "org.pushj.CallbackToken",
    "org.pushj.Grant",
    "org.pushj.Progress",
    "org.pushj.Subscription",
    "org.pushj.Subscription$Builder",
    "org.pushj.SubscriptionId",
    "org.pushj.SubscriptionRequest",
    "org.pushj.UpdateId",
    "org.pushj.PingId",
    "org.pushj.platform.TimeOrderedUuids",
    "org.pushj.spi.InboxEntry",
    "org.pushj.spi.QueuedPing",
    "org.pushj.time.Durations",
    "org.pushj.urls.HttpOrigin",
  };

  private Interleavings() {}

  /**
   * Fails if two threads see or leave something that they would not if one operation ran after the
   * other, in any order.
   *
   * @param operations a class with operations, and perhaps a check of what they leave. Each try has
   *     an instance of its own; one that is used by a single thread says what is right
   */
  public static void assertLinearizable(Class<?> operations) {
    new ModelCheckingOptions()
        .addGuarantee(forClasses(VALUES).allMethods().ignore())
        .threads(2)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .iterations(SCENARIOS)
        .invocationsPerIteration(WAYS)
        .check(operations);
  }
}
