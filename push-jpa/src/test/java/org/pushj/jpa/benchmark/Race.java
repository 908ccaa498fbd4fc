package org.pushj.jpa.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets contestants work in turns, in short slices, so that whatever else the machine does hits all
 * of them. The order is turned round after each round.
 */
final class Race {
  private final BenchmarkOptions options;
  private final Stopwatch stopwatch;

  Race(BenchmarkOptions options, Stopwatch stopwatch) {
    this.options = options;
    this.stopwatch = stopwatch;
  }

  /**
   * Warms the contestants up, then lets each work for the time that the options give.
   *
   * @param workers with how many threads; all contestants with the first number, then with the next
   * @return the scores in the order of {@code workers}, then of {@code contestants}
   */
  List<List<Score>> run(List<Integer> workers, List<Contestant> contestants) throws Exception {
    for (Contestant contestant : contestants) {
      contestant.run(workers.get(0), options.warmUp(), stopwatch);
    }
    List<List<Score>> scores = new ArrayList<>();
    for (int count : workers) {
      scores.add(run(count, contestants));
    }
    return scores;
  }

  private List<Score> run(int workers, List<Contestant> contestants) throws Exception {
    Duration slice = options.time().dividedBy(options.rounds());
    Map<Contestant, List<Lap>> laps = new HashMap<>();
    List<Contestant> order = new ArrayList<>(contestants);
    for (int round = 0; round < options.rounds(); round++) {
      for (Contestant contestant : order) {
        laps.computeIfAbsent(contestant, key -> new ArrayList<>())
            .add(contestant.run(workers, slice, stopwatch));
      }
      Collections.reverse(order);
    }
    return contestants.stream()
        .map(contestant -> new Score(contestant.name(), workers, laps.get(contestant)))
        .toList();
  }
}
