package org.pushj.examples.reader.page;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;

/**
 * A part of the list of subscriptions that browsers are viewing. It tracks whether it must be read
 * again; changes of subscriptions that it does not show are ignored. Thread-safe.
 */
final class LiveList {
  private final SubscriptionQuery query;
  private Listing shown;
  private String sent = "";
  private boolean due = true;

  LiveList(SubscriptionQuery query) {
    this.query = query;
    this.shown = new Listing(query, List.of(), false);
  }

  SubscriptionQuery query() {
    return query;
  }

  /** Marks the list to be read again. */
  synchronized void refresh() {
    due = true;
  }

  /** Marks the list to be read and sent again, even if it is unchanged. */
  synchronized void sendAgain() {
    due = true;
    sent = "";
  }

  /** Marks the list to be read again if it may show the changed subscription. */
  synchronized void changed(Subscription subscription) {
    due = due || isShown(subscription.id()) || isAppended(subscription);
  }

  /** Tells whether the list must be read again, and clears the mark. */
  synchronized boolean takeDue() {
    boolean before = due;
    due = false;
    return before;
  }

  /**
   * Sets what the list shows now.
   *
   * @return whether that differs from before
   */
  synchronized boolean show(Listing listing, String markup) {
    shown = listing;
    boolean differs = !markup.equals(sent);
    sent = markup;
    return differs;
  }

  private boolean isShown(SubscriptionId id) {
    return shown.subscriptions().stream().anyMatch(each -> each.id().equals(id));
  }

  /** Tells whether a subscription that is not shown would be appended at the end. */
  private boolean isAppended(Subscription subscription) {
    return !shown.isMore() && isBehind(subscription.id()) && matchesSearch(subscription);
  }

  private boolean isBehind(SubscriptionId id) {
    int size = shown.subscriptions().size();
    return size == 0 || id.compareTo(shown.subscriptions().get(size - 1).id()) > 0;
  }

  private boolean matchesSearch(Subscription subscription) {
    String text = query.text() == null ? "" : query.text();
    return contains(subscription.topic(), text)
        || contains(subscription.request().resource(), text);
  }

  private static boolean contains(URI url, String text) {
    return url.toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
