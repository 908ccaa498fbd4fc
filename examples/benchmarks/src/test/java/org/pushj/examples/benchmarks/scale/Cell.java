package org.pushj.examples.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One database with its nodes, in simulated time. Deliveries and renewals come at random times that
 * depend on nothing before; the same seed leads to the same times. For one run, on one thread.
 */
final class Cell {
  private static final double MILLIS = 1000;
  private static final double LATE = 0.99;

  private final EventQueue events = new EventQueue();
  private final Plan plan;
  private final Costs costs;
  private final Random random;
  private final List<Station> nodes;
  private final Station database;
  private final Station log;
  private final Station workers;
  private final List<Double> latencies = new ArrayList<>();
  private int turn;

  /**
   * Makes it.
   *
   * @param plan that of one database
   */
  Cell(Plan plan, Costs costs, long seed) {
    this.plan = plan;
    this.costs = costs;
    this.random = new Random(seed);
    this.nodes =
        IntStream.range(0, plan.nodes()).mapToObj(i -> new Station(events, plan.cores())).toList();
    this.database = new Station(events, plan.databaseCores());
    this.log = new Station(events, 1);
    this.workers = new Station(events, plan.nodes() * plan.threads());
  }

  /**
   * Lets deliveries and renewals come for some seconds.
   *
   * @param overdue how many renewals are overdue at the beginning
   */
  Result run(double seconds, int overdue) {
    for (int i = 0; i < overdue; i++) {
      renew();
    }
    keepComing(plan.deliveries(), this::deliver);
    keepComing(plan.renewals(), this::renew);
    events.runUntil(seconds);
    double[] sorted = latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Result(
        sorted.length / seconds,
        MILLIS * sorted[sorted.length / 2],
        MILLIS * sorted[(int) (LATE * sorted.length)],
        nodes.stream().mapToDouble(Station::load).max().orElseThrow(),
        database.load(),
        log.load());
  }

  /**
   * Lets renewals come, after some were overdue, and returns after how many seconds one that falls
   * due is made at once; infinity if that is not so within a limit.
   */
  double catchUp(int overdue, double limit) {
    for (int i = 0; i < overdue; i++) {
      renew();
    }
    keepComing(plan.renewals(), this::renew);
    while (workers.queueTime() > 0 && events.now() < limit) {
      events.runUntil(events.now() + 1);
    }
    return workers.queueTime() > 0 ? Double.POSITIVE_INFINITY : events.now();
  }

  private void keepComing(double perSecond, Runnable action) {
    events.at(
        events.now() + exponential(1 / perSecond),
        () -> {
          action.run();
          keepComing(perSecond, action);
        });
  }

  /** A load balancer gives it to the next node, which looks the subscription up. */
  private void deliver() {
    double came = events.now();
    boolean isNoted = random.nextDouble() < plan.lastUpdates() / plan.deliveries();
    Runnable answer = () -> latencies.add(events.now() - came);
    Station node = nodes.get(turn++ % nodes.size());
    node.serve(
        costs.delivery(),
        () -> database.serve(costs.lookUp(), isNoted ? () -> change(answer) : answer));
  }

  /** A worker asks the hub; that it is asked, and what it granted, are two changes. */
  private void renew() {
    workers.serve(exponential(costs.request()), () -> change(() -> change(() -> {})));
  }

  private void change(Runnable done) {
    database.serve(costs.change(), () -> log.serve(costs.commit(), done));
  }

  private double exponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /**
   * What was seen.
   *
   * @param answered how many deliveries were answered in a second
   * @param median how long a half of them took at most, in milliseconds
   * @param late how long 99 of 100 of them took at most, in milliseconds
   * @param nodeLoad how much of their time the processors of the busiest node were needed
   * @param databaseLoad the same of the processors of the database
   * @param logLoad the same of its disk
   */
  record Result(
      double answered,
      double median,
      double late,
      double nodeLoad,
      double databaseLoad,
      double logLoad) {}
}
