package org.pushj.simulation;

import java.util.Optional;
import org.pushj.Subscription;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.SubscriptionText;
import org.pushj.tck.ForwardingSubscriptionStore;

/**
 * The store as a node of one release sees it: each subscription is stored as its text. A later
 * release adds lines of its own, about the subscription and about its lease, whenever it writes.
 */
final class StoredTexts extends ForwardingSubscriptionStore {
  /** A line that only the later release knows. */
  static final String LATER = "later.note=";

  /** The same, about a part that an earlier release may replace. */
  static final String LATER_GRANT = "grant.later=";

  private static final SubscriptionText FORMAT = SubscriptionText.plain();

  private final World world;
  private final boolean isLater;

  StoredTexts(SearchableStore store, World world, boolean isLater) {
    super(store);
    this.world = world;
    this.isLater = isLater;
  }

  @Override
  public boolean add(Subscription subscription) {
    return super.add(stored(subscription));
  }

  @Override
  public Optional<Subscription> replace(Subscription expected, Subscription next) {
    Subscription stored = stored(next);
    Optional<Subscription> replaced = super.replace(expected, stored);
    replaced.ifPresent(after -> world.rewritten(expected, after));
    return replaced;
  }

  private Subscription stored(Subscription next) {
    String text = FORMAT.write(next);
    if (isLater && !text.contains(LATER)) {
      text += LATER + next.id() + "\n";
    }
    if (isLater && next.grant() != null && !text.contains(LATER_GRANT)) {
      text += LATER_GRANT + next.id() + "\n";
    }
    return FORMAT.read(text, next.version(), next.dueAt());
  }
}
