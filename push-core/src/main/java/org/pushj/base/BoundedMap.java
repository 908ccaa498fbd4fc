package org.pushj.base;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that forgets its eldest entry when there are too many. Not safe for use by several threads.
 */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  private BoundedMap(int most, boolean byUse) {
    super(16, 0.75f, byUse);
    this.most = most;
  }

  /** Returns an empty map whose eldest entry is the one that was put in first. */
  public static <K, V> Map<K, V> inOrderOfEntry(int most) {
    return new BoundedMap<>(most, false);
  }

  /** Returns an empty map whose eldest entry is the one that was used longest ago. */
  public static <K, V> Map<K, V> inOrderOfUse(int most) {
    return new BoundedMap<>(most, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
