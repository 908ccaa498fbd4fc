package org.pushj.jpa.subscriptions;

import java.net.URI;
import java.util.List;
import org.pushj.SubscriptionState;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Steps;
import org.pushj.spi.SubscriptionQuery;

/**
 * A {@link SubscriptionQuery} in SQL. Databases differ in which letters beyond ASCII they take for
 * the same in another case, so the condition on the text may let more through; {@link
 * SubscriptionQuery#matches} decides.
 *
 * <p>An index finds the subscriptions of a topic or a hub, and those in a state. None has the ends
 * of leases, the last updates, the callback bases and the texts: each renewal or update would have
 * to write it.
 */
public record SubscriptionSearch(SubscriptionQuery query, Database database) implements Steps {
  /** How many ids are named in a statement. */
  private static final int MAX_NAMED = 1000;

  /** Not a parameter: PostgreSQL has an index of these rows alone. */
  private static final String FAILING = " failing = 1";

  @Override
  public Sql ids(String after, int size) {
    SubscriptionState state = query.state();
    if (query.topic() != null) {
      return ids("topic_key", query.topic(), after, size);
    } else if (query.hub() != null) {
      return ids("hub_key", query.hub(), after, size);
    }
    Sql ids = Sql.of("SELECT id FROM push_subscription");
    Sql found;
    if (isByState()) {
      found = ids.with(" WHERE state = ? AND id > ? ORDER BY state, id", state, after);
    } else if (isFailing()) {
      found = ids.with(" WHERE" + FAILING + " AND id > ? ORDER BY failing, id", after);
    } else {
      found = ids.with(database.inOrderOfIds() + " WHERE id > ? ORDER BY id", after);
    }
    return found.with(" LIMIT 1 OFFSET ?", size - 1);
  }

  /** A join would let the database begin with the other table, and read all of it. */
  private static Sql ids(String column, URI url, String after, int size) {
    return Sql.of("SELECT subscription_id FROM push_subscription_key")
        .with(
            " WHERE " + column + " = ? AND subscription_id > ?",
            SubscriptionMapper.searchKey(url),
            after)
        .with(" ORDER BY " + column + ", subscription_id LIMIT ?", Math.min(size, MAX_NAMED));
  }

  /** Tells whether there is an index of the state: not of the active, which are nearly all. */
  private boolean isByState() {
    return query.state() != null && query.state() != SubscriptionState.ACTIVE;
  }

  private boolean isFailing() {
    return Boolean.TRUE.equals(query.failing());
  }

  @Override
  public Sql rows(String after, List<String> ids) {
    Sql all = SubscriptionTable.TABLE.select();
    boolean isNamed = query.topic() != null || query.hub() != null;
    Sql sql =
        (isNamed
                ? all.with(" WHERE w.id IN ?", ids.isEmpty() ? List.of("") : ids)
                : all.with(" WHERE w.id > ?", after)
                    .andIf("w.id <= ?", ids.isEmpty() ? null : ids.get(0)))
            .andIf("w.state = ?", query.state())
            .with(query.state() == null ? " AND w.state <> 'ENDED'" : "")
            .with(
                query.failing() == null ? "" : isFailing() ? " AND" + FAILING : " AND failing = 0")
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
    // H2 would take the index of states for the active.
    boolean isByFailing = isFailing() && !isByState() && !isNamed;
    return sql.with(isByFailing ? " ORDER BY w.failing, w.id" : " ORDER BY w.id")
        .with(" LIMIT ?", query.limit());
  }
}
