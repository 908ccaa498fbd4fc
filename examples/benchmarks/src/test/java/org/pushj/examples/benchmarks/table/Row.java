package org.pushj.examples.benchmarks.table;

import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what what is measured
 * @param beside what it is measured beside
 * @param cost what an operation costs; or the amount that has the goal
 * @param itsCost what an operation costs of that beside it
 * @param ratio how fast it is, with that beside it as 1
 * @param byClock the same by the time that passed, instead of processor time
 * @param goal what is wanted
 * @param met whether it is so
 */
public record Row(
    String what,
    String beside,
    String cost,
    String itsCost,
    String ratio,
    String byClock,
    String goal,
    String met) {
  /** Names the columns. */
  static final Row HEAD =
      new Row("what", "beside what", "cost", "its cost", "ratio", "by clock", "goal", "met");

  private static final String NONE = "-";

  /** Compares two things by processor time, without a goal. */
  public static Row compare(String what, String beside, Rounds ours, Rounds theirs) {
    return new Row(
        what,
        beside,
        micros(ours.cpu()),
        micros(theirs.cpu()),
        number(ours.ratioTo(theirs, Cost::cpu)),
        number(ours.ratioTo(theirs, Cost::clock)),
        NONE,
        NONE);
  }

  /** Compares two things by processor time; the ratio is to be at least {@code goal}. */
  public static Row compare(String what, String beside, Rounds ours, Rounds theirs, double goal) {
    return compare(what, beside, ours, theirs).withGoal(goal, ours.ratioTo(theirs, Cost::cpu));
  }

  /** Compares two things by the time that passed; the ratio is to be at least {@code goal}. */
  public static Row compareByClock(
      String what, String beside, Rounds ours, Rounds theirs, double goal) {
    return new Row(
            what,
            beside,
            micros(ours.clock()),
            micros(theirs.clock()),
            NONE,
            number(ours.ratioTo(theirs, Cost::clock)),
            NONE,
            NONE)
        .withGoal(goal, ours.ratioTo(theirs, Cost::clock));
  }

  /** Shows an amount, and another beside it, in the same unit. */
  public static Row amount(String what, String beside, double amount, double other, String unit) {
    return new Row(
        what,
        beside,
        number(amount) + " " + unit,
        number(other) + " " + unit,
        NONE,
        NONE,
        NONE,
        NONE);
  }

  /** Shows an amount that is to be below a limit, and another beside it, in the same unit. */
  public static Row amount(
      String what, String beside, double amount, double other, String unit, double limit) {
    return amount(what, beside, amount, other, unit)
        .withGoal("< " + number(limit) + " " + unit, amount < limit);
  }

  /** Returns the texts of all columns. */
  List<String> columns() {
    return List.of(what, beside, cost, itsCost, ratio, byClock, goal, met);
  }

  private Row withGoal(double least, double reached) {
    return withGoal(">= " + number(least), reached >= least);
  }

  private Row withGoal(String wanted, boolean isMet) {
    return new Row(what, beside, cost, itsCost, ratio, byClock, wanted, isMet ? "yes" : "NO");
  }

  private static String micros(double micros) {
    return number(micros) + " us";
  }

  /** Returns a number with three digits that count, or more before the point. */
  private static String number(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
