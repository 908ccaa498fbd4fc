package org.pushj.jpa.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.jpa.connections.LocalConnections;
import org.pushj.jpa.sql.Database;
import org.pushj.jpa.sql.DatabaseClock;
import org.pushj.jpa.sql.EntityManagerStatements;
import org.pushj.jpa.sql.Failures;
import org.pushj.jpa.sql.Row;
import org.pushj.jpa.sql.Sql;
import org.pushj.jpa.sql.Statements;
import org.pushj.jpa.transactions.TransactionBoundary;
import org.pushj.time.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the statements of a store: each method is one unit of work. What fails becomes a {@link
 * StoreException}. What collided with another transaction is tried again, if the transaction is the
 * store's own.
 */
public final class StoreTransactions {
  private static final Logger LOG =
      LoggerFactory.getLogger(StoreTransactions.class.getPackageName());

  private static final int MAX_ATTEMPTS = 16;
  private static final long FIRST_PAUSE_NANOS = 2_000_000;
  private static final long MAX_PAUSE_NANOS = 64_000_000;

  /** A lost connection is noticed at once; one that hangs is not waited for twice. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final TransactionBoundary boundary;
  private final DatabaseClock clock;
  private final AtomicInteger seenChanges = new AtomicInteger();
  private volatile @Nullable Database database;

  public StoreTransactions(TransactionBoundary boundary, DatabaseClock clock) {
    this.boundary = boundary;
    this.clock = clock;
  }

  /** Returns the time of the database, which each unit of work compares from time to time. */
  public InstantSource clock() {
    return clock;
  }

  /**
   * Compares the clocks, from time to time and outside transactions.
   *
   * @return whether {@link #clock} has jumped since the last call, so that what it said before is
   *     wrong
   */
  public boolean isClockChanged() {
    if (boundary.isActive()) {
      return false;
    }
    boolean isChanged = clock.isChanged(this::time);
    int changes = clock.changes();
    return seenChanges.getAndSet(changes) != changes || isChanged;
  }

  /** Tells whether an age may be wrong, by {@link DatabaseClock#isUncertain}. */
  public boolean isClockUncertain() {
    compareClocks();
    return clock.isUncertain();
  }

  private void compareClocks() {
    if (!boundary.isActive()) {
      clock.compare(this::time);
    }
  }

  private long time() {
    Sql time = database().time();
    return readOnly("asking for the time", statements -> statements.list(time, Row::number).get(0));
  }

  /**
   * Returns the database. Found out when it is first needed, since that connects.
   *
   * @throws StoreException if it is not supported
   */
  public Database database() {
    Database known = database;
    if (known == null) {
      known = Database.of(readOnly("finding out the database", Statements::product));
      database = known;
    }
    return known;
  }

  /**
   * Reads. Outside transactions that is tried once more if the connection was found to be lost.
   *
   * @param what what is done, for the message of the exception
   */
  public <T> T read(String what, Function<Statements, T> work) {
    compareClocks();
    return readOnly(what, work);
  }

  private <T> T readOnly(String what, Function<Statements, T> work) {
    Supplier<T> reading = () -> atOnce(work, () -> boundary.read(on(work)));
    Instant begin = clock.instant();
    try {
      return reading.get();
    } catch (RuntimeException e) {
      boolean again =
          Failures.isDisconnected(e)
              && !boundary.isActive()
              && Durations.isWithin(AT_ONCE, begin, clock.instant());
      if (!again) {
        throw failed(what + " failed", e);
      }
      LOG.debug("A connection was lost; {} is tried once more", what, e);
    }
    try {
      return reading.get();
    } catch (RuntimeException e) {
      throw failed(what + " failed", e);
    }
  }

  /**
   * Checks that tables are there.
   *
   * @throws StoreException if one is missing, with what creates it, or if the database failed
   */
  public void requireTables(String... names) {
    Sql none = Sql.of("SELECT 1 FROM " + String.join(", ", names) + " WHERE 1 = 0");
    read("looking for the tables of push", statements -> statements.rows(none));
  }

  /** Changes rows that hold no unique values. */
  public <T> T change(String what, Function<Statements, T> work) {
    return change(what, false, work);
  }

  /**
   * Changes rows that hold no unique values.
   *
   * @param isOneStatement tells that {@code work} runs one statement, no more
   */
  public <T> T change(String what, boolean isOneStatement, Function<Statements, T> work) {
    return change(
            what,
            isOneStatement,
            statements -> Optional.of(work.apply(statements)),
            statements -> false)
        .orElseThrow();
  }

  /**
   * Changes rows that hold unique values.
   *
   * <p>In a transaction of its own the change is simply made. If the database refuses it, all is
   * rolled back, and a look tells whether a value is taken. A caller's transaction would not
   * survive that, so there the look comes first; if another transaction takes the value in the
   * moment between, the caller's is lost.
   *
   * @param isOneStatement tells that {@code change} runs one statement, no more: where possible,
   *     that needs no transaction around it
   * @param isTaken looks whether another row has a unique value
   * @return what the change returned; empty if a value is taken, then nothing was changed
   */
  public <T> Optional<T> change(
      String what,
      boolean isOneStatement,
      Function<Statements, Optional<T>> change,
      Predicate<Statements> isTaken) {
    if (boundary.isActive()) {
      return join(what, change, isTaken);
    }
    compareClocks();
    Supplier<Optional<T>> transaction = () -> together(change);
    return own(what, isOneStatement ? () -> atOnce(change, transaction) : transaction, isTaken);
  }

  /**
   * Changes one row, which the statement names by its id; it holds no unique values.
   *
   * @return false if there is no such row, or none that meets the conditions
   */
  public boolean changeOne(String what, Sql sql) {
    return change(what, true, statements -> statements.runOne(sql));
  }

  /** Returns the failure of a transaction in which the application did work of its own, too. */
  public static StoreException failedToCommit(String what, RuntimeException cause) {
    return new StoreException(
        what + " failed, and " + changed(cause) + ": " + Failures.rootOf(cause), cause);
  }

  private <T> Optional<T> join(
      String what, Function<Statements, Optional<T>> change, Predicate<Statements> isTaken) {
    try {
      return boundary.call(
          on(statements -> isTaken.test(statements) ? Optional.empty() : change.apply(statements)));
    } catch (RuntimeException e) {
      throw failed(what + " failed, and " + changed(e), e);
    }
  }

  private <T> Optional<T> own(
      String what, Supplier<Optional<T>> change, Predicate<Statements> isTaken) {
    for (int attempt = 1; ; attempt++) {
      try {
        return change.get();
      } catch (RuntimeException e) {
        boolean conflict = Failures.isConflict(e);
        if (conflict && read(what, isTaken::test)) {
          return Optional.empty();
        }
        if (attempt == MAX_ATTEMPTS || !(conflict || Failures.isTransient(e))) {
          throw failed(what + " failed, and " + changed(e), e);
        }
        pause(attempt);
      }
    }
  }

  /**
   * Waits for a random time, whose bound grows with each attempt. Transactions that collided would
   * collide again if all of them went on at once: on MariaDB, those that insert the same value
   * share a lock on what is left of a removed row, and then none of them may write beside it.
   */
  private static void pause(int attempt) {
    long bound = Math.min(FIRST_PAUSE_NANOS << (attempt - 1), MAX_PAUSE_NANOS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
  }

  /** Runs statements in a transaction of their own. */
  private <T> T together(Function<Statements, T> work) {
    Supplier<T> otherwise = () -> boundary.call(on(work));
    return boundary instanceof LocalConnections local
        ? local.direct().callTogether(work, otherwise)
        : otherwise.get();
  }

  /** Runs statements outside transactions, if there are connections for that. */
  private <T> T atOnce(Function<Statements, T> work, Supplier<T> otherwise) {
    return boundary instanceof LocalConnections local && !boundary.isActive()
        ? local.direct().call(work, otherwise)
        : otherwise.get();
  }

  /**
   * Runs statements on an entity manager, and keeps it from flushing what else is in the
   * persistence context: none of them reads it. The entity manager is told and not each query,
   * since EclipseLink prepares a query again that is told so.
   */
  private static <T> Function<EntityManager, T> on(Function<Statements, T> work) {
    return entities -> {
      FlushModeType before = entities.getFlushMode();
      entities.setFlushMode(FlushModeType.COMMIT);
      try {
        return work.apply(new EntityManagerStatements(entities));
      } finally {
        entities.setFlushMode(before);
      }
    };
  }

  private static StoreException failed(String message, RuntimeException cause) {
    Optional<String> missing = MissingTables.in(cause);
    if (missing.isEmpty()) {
      return new StoreException(message, cause);
    }
    // Not as its cause: some containers log only the innermost one, which does not say what to do.
    StoreException failure = StoreException.permanent(message + ": " + missing.get(), null);
    failure.addSuppressed(cause);
    return failure;
  }

  private static String changed(RuntimeException cause) {
    return Failures.isUndecided(cause)
        ? "it is not known whether something was changed"
        : "nothing was changed";
  }
}
