package org.pushj.jpa.claims;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.spi.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that this node claimed and could not read: it puts them back at once, for nodes that can,
 * and passes over them for ten minutes. If there are more than it can name in a statement, it puts
 * back the others so that no node claims them in that time. Thread-safe.
 */
public final class UnreadableRows {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableRows.class);
  private static final Duration ASIDE = Duration.ofMinutes(10);
  private static final int MAX = 500;

  /** How often a claim continues after rows that cannot be read. */
  private static final int MAX_ROUNDS = 10;

  /** Until when rows are passed over, by their ids. */
  private final Map<String, Instant> passedOver = new HashMap<>();

  /**
   * Claims rows, and others instead of those that cannot be read.
   *
   * @param rows claims rows that meet a further condition, in SQL with an AND before it, or empty
   * @param reader returns nothing if a row cannot be read
   * @param take takes the place of what was read
   * @param putBack ends the claims of some ids, and makes them due at a time
   */
  public <T> List<T> claim(
      Claim claim,
      Function<Sql, List<Row>> rows,
      Function<Row, Optional<T>> reader,
      Consumer<T> take,
      BiConsumer<List<String>, Instant> putBack) {
    return claim(claim, except -> Batch.of(rows.apply(except), reader), take, putBack);
  }

  /**
   * Claims rows, and others instead of those that cannot be read.
   *
   * @param batches claims rows that meet a further condition, in SQL with an AND before it, or
   *     empty
   * @param take takes the place of what was read
   * @param putBack ends the claims of some ids, and makes them due at a time
   */
  public <T> List<T> claim(
      Claim claim,
      Function<Sql, Batch<T>> batches,
      Consumer<T> take,
      BiConsumer<List<String>, Instant> putBack) {
    List<T> claimed = new ArrayList<>();
    boolean isMore = true;
    for (int round = 0; round < MAX_ROUNDS && isMore && claim.left() > 0; round++) {
      try {
        isMore = round(claim, batches, take, putBack, claimed);
      } catch (RuntimeException e) {
        if (claimed.isEmpty()) {
          throw e;
        }
        LOG.debug("What was claimed before is worked on; the next claim sees if this lasts", e);
        isMore = false;
      }
    }
    return List.copyOf(claimed);
  }

  /** Claims once; returns false if all of that could be read. */
  private <T> boolean round(
      Claim claim,
      Function<Sql, Batch<T>> batches,
      Consumer<T> take,
      BiConsumer<List<String>, Instant> putBack,
      List<T> claimed) {
    claim.settle();
    Batch<T> batch = batches.apply(except(claim.now()));
    claimed.addAll(batch.read());
    if (batch.unread().isEmpty()) {
      return false;
    }
    List<String> forOthers = new ArrayList<>();
    List<String> forNone = new ArrayList<>();
    for (String id : batch.unread()) {
      (passOver(id, claim.now()) ? forOthers : forNone).add(id);
    }
    claim.giveBack();
    batch.read().forEach(take);
    putBack(forOthers, claim.now(), putBack);
    putBack(forNone, claim.until().plus(ASIDE), putBack);
    return true;
  }

  /**
   * What one claim found.
   *
   * @param read what was claimed and could be read
   * @param unread the ids of what could not be read
   */
  public record Batch<T>(List<T> read, List<String> unread) {
    /**
     * Reads rows.
     *
     * @param reader returns nothing if a row cannot be read
     */
    public static <T> Batch<T> of(List<Row> rows, Function<Row, Optional<T>> reader) {
      List<T> read = new ArrayList<>();
      List<String> unread = new ArrayList<>();
      for (Row row : rows) {
        reader.apply(row).ifPresentOrElse(read::add, () -> unread.add(row.id()));
      }
      return new Batch<>(read, unread);
    }
  }

  private static void putBack(
      List<String> ids, Instant dueAt, BiConsumer<List<String>, Instant> putBack) {
    if (!ids.isEmpty()) {
      putBack.accept(ids, dueAt);
    }
  }

  private synchronized Sql except(Instant now) {
    passedOver.values().removeIf(until -> !until.isAfter(now));
    return Sql.of("").andIf("id NOT IN ?", passedOver.isEmpty() ? null : passedOver.keySet());
  }

  /** Remembers a row; false if there are too many. */
  private synchronized boolean passOver(String id, Instant now) {
    boolean fits = passedOver.size() < MAX || passedOver.containsKey(id);
    if (fits) {
      passedOver.put(id, now.plus(ASIDE));
    }
    return fits;
  }
}
