package org.pushj.jpa;

import org.pushj.Subscription;
import org.pushj.spi.SubscriptionQuery;

/**
 * A {@link SubscriptionQuery} in SQL. Databases differ in which letters beyond ASCII they take for
 * the same in another case, so the condition on the text may let more through; {@link #matches}
 * decides.
 */
record SubscriptionSearch(SubscriptionQuery query) {

  /** Returns the query for the first rows that meet the conditions, in the order of their ids. */
  Sql sql() {
    Sql sql =
        SubscriptionTable.TABLE
            .select()
            .with(" WHERE w.id > ?", query.after() == null ? "" : query.after())
            .andIf("w.state = ?", query.state())
            .andIf("w.hub_key = ?", query.hub() == null ? null : Digests.of(query.hub()))
            .andIf("w.lease_ends_at < ?", Sql.millisFromOrNull(query.leaseEndsBefore()))
            .andIf("w.callback_base <> ?", query.notAtCallbackBase());
    Long silent = Sql.millisFromOrNull(query.silentSince());
    if (silent != null) {
      sql =
          sql.with(
              " AND w.created_at < ? AND (w.last_update_at IS NULL OR w.last_update_at < ?)",
              silent,
              silent);
    }
    if (query.text() != null && !query.text().isEmpty()) {
      String text = "%" + query.text().replaceAll("[!%_]", "!$0") + "%";
      sql =
          sql.with(
              " AND (LOWER(w.topic) LIKE LOWER(?) ESCAPE '!'"
                  + " OR LOWER(w.resource) LIKE LOWER(?) ESCAPE '!')",
              text,
              text);
    }
    return sql.with(" ORDER BY w.id LIMIT ?", query.limit());
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
