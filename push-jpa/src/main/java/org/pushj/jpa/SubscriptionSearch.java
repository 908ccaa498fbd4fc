package org.pushj.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;

/**
 * A {@link SubscriptionQuery} as a condition in JPQL on {@code s}. Databases differ in which
 * letters beyond ASCII they take for the same in another case, so the condition on the text may let
 * more through; {@link #matches} decides.
 */
final class SubscriptionSearch {
  private final SubscriptionQuery query;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new TreeMap<>();

  SubscriptionSearch(SubscriptionQuery query) {
    this.query = query;
    if (query.state() != null) {
      add("s.state = :state", "state", query.state().name());
    }
    if (query.hub() != null) {
      add("s.hubKey = :hub", "hub", Digests.of(query.hub()));
    }
    if (query.leaseEndsBefore() != null) {
      add("s.leaseEndsAt < :end", "end", firstMilliFrom(query.leaseEndsBefore()));
    }
    if (query.silentSince() != null) {
      add(
          "s.createdAt < :silent and (s.lastUpdateAt is null or s.lastUpdateAt < :silent)",
          "silent",
          firstMilliFrom(query.silentSince()));
    }
    if (query.notAtCallbackBase() != null) {
      add("s.callbackBase <> :base", "base", query.notAtCallbackBase().toString());
    }
    if (query.after() != null) {
      add("s.id > :after", "after", query.after().toString());
    }
    if (query.text() != null && !query.text().isEmpty()) {
      String text = "%" + query.text().replaceAll("[!%_]", "!$0") + "%";
      add(
          "(lower(s.topic) like lower(:text) escape '!'"
              + " or lower(s.resource) like lower(:text) escape '!')",
          "text",
          text);
    }
  }

  String where() {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  int limit() {
    return query.limit();
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

  /** Returns the first whole millisecond that is not before an instant: rows keep whole ones. */
  private static long firstMilliFrom(Instant instant) {
    return instant.plusNanos(999_999).toEpochMilli();
  }

  private void add(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
  }
}
