package org.pushj.world;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pushj.settings.RenewalPolicy;

/** The chance of a walk, which its seed repeats. A failure shows the seed and the last lines. */
public record Chance(long seed, SplittableRandom random, List<String> diary) {
  private static final int LAST = 100;

  public Chance(long seed) {
    this(seed, new SplittableRandom(seed), new ArrayList<>());
  }

  /** Returns what a walk renews by: every third rotates callbacks and their secrets. */
  public RenewalPolicy renewals() {
    return RenewalPolicy.builder().rotatesCallback(seed % 3 == 2).build();
  }

  /** Walks, and adds the seed and the end of the diary to what fails. */
  public <E extends Exception> void run(Body<E> walk) throws E {
    try {
      walk.run();
    } catch (AssertionError | IllegalStateException e) {
      String end = String.join("\n", diary.subList(Math.max(0, diary.size() - LAST), diary.size()));
      throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + end, e);
    }
  }

  /** A walk. */
  @FunctionalInterface
  public interface Body<E extends Exception> {
    void run() throws E;
  }
}
