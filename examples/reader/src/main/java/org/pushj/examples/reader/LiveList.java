package org.pushj.examples.reader;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.pushj.Subscription;
import org.pushj.SubscriptionId;
import org.pushj.spi.SubscriptionQuery;

/**
 * A part of the list of subscriptions that browsers look at. It knows whether it must be read
 * again: a change of what it does not show is none. Safe for use by several threads.
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

  /** Lets it be read again. */
  synchronized void refresh() {
    due = true;
  }

  /** Lets it be read and sent again, whatever it was before. */
  synchronized void sendAgain() {
    due = true;
    sent = "";
  }

  /** Lets it be read again if the change of a subscription may be seen in it. */
  synchronized void changed(Subscription subscription) {
    due = due || isShown(subscription.id()) || isAddedBy(subscription);
  }

  /** Tells whether it must be read again, and takes it for read. */
  synchronized boolean takeDue() {
    boolean before = due;
    due = false;
    return before;
  }

  /**
   * Takes what it shows now.
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

  /** Tells whether a subscription that is not shown would come at the end. */
  private boolean isAddedBy(Subscription subscription) {
    return !shown.isMore() && isBehind(subscription.id()) && isLookedFor(subscription);
  }

  private boolean isBehind(SubscriptionId id) {
    int size = shown.subscriptions().size();
    return size == 0 || id.compareTo(shown.subscriptions().get(size - 1).id()) > 0;
  }

  private boolean isLookedFor(Subscription subscription) {
    String text = query.text() == null ? "" : query.text();
    return contains(subscription.topic(), text)
        || contains(subscription.request().resource(), text);
  }

  private static boolean contains(URI url, String text) {
    return url.toString().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
