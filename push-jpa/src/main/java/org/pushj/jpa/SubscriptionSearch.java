package org.pushj.jpa;

import org.pushj.spi.SubscriptionQuery;

/**
 * A {@link SubscriptionQuery} in SQL. Databases differ in which letters beyond ASCII they take for
 * the same in another case, so the condition on the text may let more through; {@link
 * SubscriptionQuery#matches} decides.
 */
record SubscriptionSearch(SubscriptionQuery query) {

  /**
   * Returns the query for the first rows that meet the conditions, in the order of their ids.
   *
   * @param id the one after which they begin
   */
  Sql after(String id) {
    Sql sql =
        SubscriptionTable.TABLE
            .select()
            .with(" WHERE w.id > ?", id)
            .andIf("w.state = ?", query.state())
            .with(query.state() == null ? " AND w.state <> 'ENDED'" : "")
            .andIf("w.hub_key = ?", SubscriptionMapper.hubKey(query.hub()))
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
}
