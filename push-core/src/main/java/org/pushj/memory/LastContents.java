package org.pushj.memory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.pushj.SubscriptionId;
import org.pushj.concurrent.BoundedMap;
import org.pushj.spi.InboxEntry;
import org.pushj.spi.UpdateInbox;

/** What came last to each subscription, up to a number of them. Not thread-safe. */
final class LastContents {
  private final Map<SubscriptionId, Content> contents;

  LastContents(int maxSubscriptions) {
    this.contents = BoundedMap.inOrderOfEntry(maxSubscriptions);
  }

  /** Tells whether the content of an update came last, and not before a time. */
  boolean isSame(InboxEntry entry, Instant since) {
    Content last = contents.get(entry.subscription());
    return last != null
        && last.sha256.equals(entry.sha256())
        && !last.receivedAt.isBefore(since)
        && !last.receivedAt.isAfter(entry.receivedAt().plus(UpdateInbox.MAX_LATER));
  }

  void note(InboxEntry entry) {
    contents.remove(entry.subscription());
    contents.put(entry.subscription(), new Content(entry.sha256(), entry.receivedAt()));
  }

  /** Forgets contents that came before a time, and returns how many. */
  int forget(Instant before, int limit) {
    List<SubscriptionId> old =
        contents.entrySet().stream()
            .filter(each -> each.getValue().receivedAt.isBefore(before))
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(contents::remove);
    return old.size();
  }

  /** What came last to a subscription. */
  private record Content(String sha256, Instant receivedAt) {}
}
