package org.pushj.servlet.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant by a misspelled one. */
final class NearestName {
  /** A shorter beginning is that of too many names. */
  private static final int MIN_PREFIX = 3;

  private NearestName() {}

  /**
   * Returns the nearest name; empty if none is near. A name is near if one of three characters or
   * fewer differ, or if one of the two is the beginning of the other. Case does not count.
   */
  static Optional<String> of(String misspelled, Collection<String> names) {
    String wrong = misspelled.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> isNear(wrong, name.toLowerCase(Locale.ROOT)))
        .min(
            Comparator.comparing((String name) -> distance(wrong, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isNear(String wrong, String name) {
    return distance(wrong, name) <= Math.max(1, wrong.length() / 3)
        || (wrong.length() >= MIN_PREFIX && (name.startsWith(wrong) || wrong.startsWith(name)));
  }

  /** Returns how many characters must be inserted, removed or replaced (Levenshtein). */
  private static int distance(String a, String b) {
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] next = new int[b.length() + 1];
      next[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        next[j] = Math.min(replaced, Math.min(last[j], next[j - 1]) + 1);
      }
      last = next;
    }
    return last[b.length()];
  }
}
