package org.pushj.discovery;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;

/**
 * Resolves the references in headers, and keeps a few of the URLs: hubs send the same ones again
 * and again, and to parse one takes longer than to scan its header. Safe for use by several
 * threads.
 */
final class RecentUrls {
  /** How many are kept; a power of two. */
  private static final int SIZE = 64;

  /**
   * Longer ones are not kept, in characters: it bounds the memory that hostile headers can take.
   */
  private static final int MAX_LENGTH = 256;

  private final AtomicReferenceArray<@Nullable URI> urls = new AtomicReferenceArray<>(SIZE);

  /** Does the same as {@link Urls#resolveInHeader}. */
  Optional<URI> resolve(URI base, String reference) {
    int hash = reference.hashCode();
    int slot = (hash ^ hash >>> 16) & (SIZE - 1);
    URI known = urls.get(slot);
    if (known != null && known.toString().equals(reference)) {
      return Optional.of(known);
    }
    Optional<URI> resolved = Urls.resolveInHeader(base, reference);
    // One that stays as it is written does not depend on the base.
    if (reference.length() <= MAX_LENGTH
        && resolved.isPresent()
        && resolved.get().toString().equals(reference)) {
      urls.set(slot, resolved.get());
    }
    return resolved;
  }
}
