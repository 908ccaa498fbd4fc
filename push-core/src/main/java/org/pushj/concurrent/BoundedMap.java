package org.pushj.concurrent;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that drops its eldest entry when it is full. Not thread-safe. */
public final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int maxEntries;

  private BoundedMap(int maxEntries, boolean accessOrder) {
    super(16, 0.75f, accessOrder);
    this.maxEntries = maxEntries;
  }

  /** Returns an empty map whose eldest entry is the one inserted first. */
  public static <K, V> Map<K, V> inOrderOfEntry(int maxEntries) {
    return new BoundedMap<>(maxEntries, false);
  }

  /** Returns an empty map whose eldest entry is the least recently used one. */
  public static <K, V> Map<K, V> inOrderOfUse(int maxEntries) {
    return new BoundedMap<>(maxEntries, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > maxEntries;
  }
}
