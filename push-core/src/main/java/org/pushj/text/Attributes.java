package org.pushj.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks what an application attaches to a subscription. */
public final class Attributes {
  /** How long names and values may be in all, in characters. */
  public static final int MAX_LENGTH = 4000;

  private Attributes() {}

  /**
   * Returns an unmodifiable copy, in the same order.
   *
   * @throws IllegalArgumentException if names and values are longer than {@value #MAX_LENGTH}
   *     characters in all, or a text has the character U+0000 or an unpaired surrogate, which no
   *     database keeps
   */
  public static Map<String, String> checked(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    int length = 0;
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      length += each.getKey().length() + each.getValue().length();
      Texts.storable("attributes", each.getKey());
      Texts.storable("attributes", each.getValue());
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "attributes must have at most " + MAX_LENGTH + " characters in all, had " + length);
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
