package org.pushj.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;

/**
 * Runs what a store does: each method is one unit of work. What fails becomes a {@link
 * StoreException}. What others were in the way of is tried again, if the transaction is the store's
 * own.
 */
final class StoreTransactions {
  private static final int MAX_ATTEMPTS = 16;
  private static final long FIRST_PAUSE_NANOS = 2_000_000;
  private static final long MAX_PAUSE_NANOS = 64_000_000;

  private final TransactionBoundary boundary;
  private volatile @Nullable Database database;

  /**
   * Makes the units of a store.
   *
   * @param database what the database is taken for; null to find it out
   */
  StoreTransactions(TransactionBoundary boundary, @Nullable Database database) {
    this.boundary = boundary;
    this.database = database;
  }

  /** Returns the kind of the database. Found out late: it asks the database. */
  Database database() {
    Database known = database;
    if (known == null) {
      known = read("asking for the kind of the database", Database::of);
      database = known;
    }
    return known;
  }

  /**
   * Reads.
   *
   * @param what what is done, for the message of the exception
   */
  <T> T read(String what, Function<EntityManager, T> work) {
    try {
      return boundary.read(quiet(work));
    } catch (RuntimeException e) {
      throw new StoreException(what + " failed; see the cause", e);
    }
  }

  /** Changes what nothing unique depends on. */
  <T> T change(String what, Function<EntityManager, T> work) {
    return change(what, entities -> Optional.of(work.apply(entities)), entities -> false)
        .orElseThrow();
  }

  /**
   * Changes something that holds unique values.
   *
   * <p>In a transaction of its own the change is simply made. If the database refuses it, all is
   * rolled back, and a look tells whether a value is taken. A caller's transaction would not
   * survive that, so there the look comes first; if another takes the value in the moment between,
   * the transaction is lost.
   *
   * @param isTaken looks whether a unique value is another's
   * @return what the change returned; empty if a value is taken, then nothing was changed
   */
  <T> Optional<T> change(
      String what, Function<EntityManager, Optional<T>> change, Predicate<EntityManager> isTaken) {
    return boundary.isActive()
        ? join(what, change, isTaken)
        : own(what, () -> boundary.call(quiet(change)), isTaken);
  }

  /**
   * Changes something that holds unique values, if possible by one statement that is a transaction
   * of its own; or else as the other method does.
   *
   * @param direct the statement; if it changes nothing, {@code change} decides
   * @param changed what is returned if the statement changes something
   */
  <T> Optional<T> change(
      String what,
      DirectStatements.Statement direct,
      T changed,
      Function<EntityManager, Optional<T>> change,
      Predicate<EntityManager> isTaken) {
    if (boundary instanceof ResourceLocalBoundary local && !local.isActive()) {
      return own(
          what,
          () -> local.direct().run(direct) ? Optional.of(changed) : local.call(quiet(change)),
          isTaken);
    }
    return change(what, change, isTaken);
  }

  /**
   * Runs a transaction in which others do their work, too.
   *
   * @throws DeliveryRolledBackException as the transaction did
   */
  <T> T commit(String what, Supplier<T> transaction) {
    try {
      return transaction.get();
    } catch (StoreException | DeliveryRolledBackException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException(what + " failed, and " + changed(e) + ": " + Failures.rootOf(e), e);
    }
  }

  /**
   * Changes rows by one statement, if possible one that is a transaction of its own; nothing unique
   * depends on them.
   *
   * @return whether there was such a row
   */
  boolean changeBy(String what, Sql sql) {
    return change(
            what,
            sql,
            true,
            entities -> sql.run(entities) > 0 ? Optional.of(true) : Optional.empty(),
            entities -> false)
        .isPresent();
  }

  /**
   * Removes rows in batches until one is not full.
   *
   * @param limit how many rows at most in all
   * @param largest how many rows a batch has at most
   * @param removal removes up to so many rows, and returns how many
   * @return how many rows were removed
   */
  static int inBatches(int limit, int largest, IntUnaryOperator removal) {
    int removed = 0;
    int size;
    int got;
    do {
      size = Math.min(limit - removed, largest);
      got = removal.applyAsInt(size);
      removed += got;
    } while (got == size && removed < limit);
    return removed;
  }

  private <T> Optional<T> join(
      String what, Function<EntityManager, Optional<T>> change, Predicate<EntityManager> isTaken) {
    try {
      return boundary.call(
          quiet(entities -> isTaken.test(entities) ? Optional.empty() : change.apply(entities)));
    } catch (RuntimeException e) {
      throw failed(what, e);
    }
  }

  private <T> Optional<T> own(
      String what, Supplier<Optional<T>> change, Predicate<EntityManager> isTaken) {
    for (int attempt = 1; ; attempt++) {
      try {
        return change.get();
      } catch (RuntimeException e) {
        boolean conflict = Failures.isConflict(e);
        if (conflict && read(what, isTaken::test)) {
          return Optional.empty();
        }
        if (attempt == MAX_ATTEMPTS || !(conflict || Failures.isTransient(e))) {
          throw failed(what, e);
        }
        pause(attempt);
      }
    }
  }

  /**
   * Waits for a random time, whose bound grows with each attempt. Those who were in each other's
   * way would be so again if all of them went on at once: on MariaDB, who try to take the same
   * value lock what is left of a removed row together, and then none of them may write beside it.
   */
  private static void pause(int attempt) {
    long bound = Math.min(FIRST_PAUSE_NANOS << (attempt - 1), MAX_PAUSE_NANOS);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
  }

  /**
   * Keeps statements from writing first what else is in the persistence context: none of them reads
   * it. Said to the entity manager and not to each query, since EclipseLink prepares a query anew
   * that is told so.
   */
  private static <T> Function<EntityManager, T> quiet(Function<EntityManager, T> work) {
    return entities -> {
      FlushModeType before = entities.getFlushMode();
      entities.setFlushMode(FlushModeType.COMMIT);
      try {
        return work.apply(entities);
      } finally {
        entities.setFlushMode(before);
      }
    };
  }

  private static StoreException failed(String what, RuntimeException cause) {
    return new StoreException(what + " failed, and " + changed(cause) + "; see the cause", cause);
  }

  private static String changed(RuntimeException cause) {
    return Failures.isUndecided(cause)
        ? "it is not known whether something was changed"
        : "nothing was changed";
  }
}
