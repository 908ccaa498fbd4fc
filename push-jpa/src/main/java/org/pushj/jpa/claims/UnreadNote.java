package org.pushj.jpa.claims;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.pushj.jpa.sql.Sql;

/**
 * What stands in the column {@code error} of a row that waits and could not be read: since when.
 * Nodes are given a day from then on, in which one that can read it may claim it.
 */
public final class UnreadNote {
  private static final Duration MAX_UNREAD = Duration.ofDays(1);
  private static final String START = "it cannot be read, since ";

  private UnreadNote() {}

  /** Returns the change that notes it, unless that is noted already. */
  public static Sql change(Instant now) {
    return Sql.of("error = CASE WHEN error LIKE ? THEN error ELSE ? END", START + "%", since(now));
  }

  /** Returns the condition that it was noted a day ago, with an AND before it. */
  public static Sql ifOld(Instant now) {
    String old = since(now.minus(MAX_UNREAD));
    return Sql.of(" AND error LIKE ? AND error <= ?", START + "%", old);
  }

  /** Whole seconds are always as many characters: so the texts are in the order of the times. */
  private static String since(Instant time) {
    return START + time.truncatedTo(ChronoUnit.SECONDS) + "; the log says why";
  }
}
