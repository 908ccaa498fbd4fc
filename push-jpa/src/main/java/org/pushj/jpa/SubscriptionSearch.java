package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;

/**
 * A {@link SubscriptionQuery} as a condition in JPQL on {@code w}. Databases differ in which
 * letters beyond ASCII they take for the same in another case, so the condition on the text may let
 * more through; {@link #matches} decides.
 */
final class SubscriptionSearch {
  private final SubscriptionQuery query;
  private final Conditions conditions = new Conditions();

  SubscriptionSearch(SubscriptionQuery query) {
    this.query = query;
    conditions.add("w.state = :state", "state", query.state());
    if (query.hub() != null) {
      conditions.add("w.hubKey = :hub", "hub", Digests.of(query.hub()));
    }
    if (query.leaseEndsBefore() != null) {
      conditions.add("w.leaseEndsAt < :end", "end", Millis.firstFrom(query.leaseEndsBefore()));
    }
    if (query.silentSince() != null) {
      conditions.add(
          "w.createdAt < :silent and (w.lastUpdateAt is null or w.lastUpdateAt < :silent)",
          "silent",
          Millis.firstFrom(query.silentSince()));
    }
    conditions.add("w.callbackBase <> :base", "base", query.notAtCallbackBase());
    conditions.add("w.id > :after", "after", query.after());
    if (query.text() != null && !query.text().isEmpty()) {
      String text = "%" + query.text().replaceAll("[!%_]", "!$0") + "%";
      conditions.add(
          "(lower(w.topic) like lower(:text) escape '!'"
              + " or lower(w.resource) like lower(:text) escape '!')",
          "text",
          text);
    }
  }

  /** Reads the first rows that meet the condition, in the order of their ids. */
  List<Object[]> in(EntityManager entities) {
    return conditions.select(entities, SubscriptionRow.WORK, query.limit());
  }

  /** Tells whether the topic or the resource contains the text, but for the case of A to Z. */
  boolean matches(Subscription subscription) {
    String text = query.text();
    return text == null
        || contains(subscription.topic().toString(), text)
        || contains(subscription.request().resource().toString(), text);
  }

  private static boolean contains(String whole, String part) {
    return lower(whole).contains(lower(part));
  }

  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 'a' - 'A'));
      }
    }
    return lower.toString();
  }
}
