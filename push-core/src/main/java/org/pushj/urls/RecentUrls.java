package org.pushj.urls;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few URLs that recur, as those of hubs do: parsing one takes longer than finding it here.
 * Safe for use by several threads.
 */
public final class RecentUrls {
  /** How many are kept; a power of two. */
  private static final int SIZE = 64;

  /**
   * Longer ones are not kept, in characters: it bounds the memory that hostile headers can take.
   */
  private static final int MAX_LENGTH = 256;

  private final AtomicReferenceArray<@Nullable URI> urls = new AtomicReferenceArray<>(SIZE);

  /**
   * Returns a URL.
   *
   * @param parse reads the text, if its URL is not kept. What it returns is kept if it is written
   *     as the text is: such a URL depends on nothing else
   */
  public Optional<URI> get(String text, Function<String, Optional<URI>> parse) {
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 16) & (SIZE - 1);
    URI known = urls.get(slot);
    if (known != null && known.toString().equals(text)) {
      return Optional.of(known);
    }
    Optional<URI> parsed = parse.apply(text);
    if (text.length() <= MAX_LENGTH && parsed.isPresent() && parsed.get().toString().equals(text)) {
      urls.set(slot, parsed.get());
    }
    return parsed;
  }
}
