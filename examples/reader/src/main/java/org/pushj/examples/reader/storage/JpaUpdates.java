package org.pushj.examples.reader.storage;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
import java.net.URI;
import java.sql.Blob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pushj.StoreException;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.jpa.transactions.TransactionBoundary;

/**
 * Stores the updates in a database table, which readers may share. It joins the transaction that
 * completes a delivery: an update is stored here and removed from the inbox, or neither. Contents
 * are read one at a time, only by {@link #content}.
 */
final class JpaUpdates implements Updates {
  private static final String SELECT =
      "SELECT id, subscription_id, topic, content_type, size_bytes, sha256, received_at"
          + " FROM reader_update";

  /** The nested query is for MariaDB, which cannot read from the table that it deletes from. */
  private static final String REMOVE_OLDEST =
      "DELETE FROM reader_update WHERE arrival <="
          + " (SELECT last FROM (SELECT MAX(arrival) - ?1 AS last FROM reader_update) newest)";

  /**
   * The oldest are removed after so many were added: one at a time would cost as much as adding.
   */
  private static final int ADDED_PER_REMOVAL = 100;

  private final TransactionBoundary boundary;
  private final AtomicInteger added = new AtomicInteger();

  /**
   * Makes a store.
   *
   * @param boundary the boundary of the inbox; its database has the table of {@link UpdateTable}
   */
  JpaUpdates(TransactionBoundary boundary) {
    this.boundary = boundary;
  }

  @Override
  public void add(Update update, Consumer<StoredUpdate> then) {
    StoredUpdate about = StoredUpdate.of(update);
    failingAs(
        "storing update " + about.id(),
        () ->
            boundary.call(
                entities -> {
                  if (find(entities, about.id()).isEmpty()) {
                    insert(entities, about, update.bytes());
                    if (added.getAndIncrement() % ADDED_PER_REMOVAL == 0) {
                      query(entities, REMOVE_OLDEST, MAX).executeUpdate();
                    }
                  }
                  boundary.afterCommit(() -> then.accept(about));
                  return about;
                }));
  }

  @Override
  public List<StoredUpdate> newest(int max) {
    String sql = SELECT + " ORDER BY arrival DESC LIMIT ?1";
    List<StoredUpdate> found =
        read("listing updates", entities -> storedUpdates(query(entities, sql, max)));
    Collections.reverse(found);
    return found;
  }

  @Override
  public Optional<StoredUpdate> find(UpdateId id) {
    return read("reading update " + id, entities -> find(entities, id));
  }

  @Override
  public Optional<byte[]> content(UpdateId id) {
    String sql = "SELECT content FROM reader_update WHERE id = ?1";
    // In a transaction, which keeps the connection: H2 reads the BLOB through it.
    return failingAs(
        "reading update " + id,
        () ->
            boundary.call(
                entities -> {
                  List<?> contents = query(entities, sql, id.toString()).getResultList();
                  return contents.stream().findFirst().map(JpaUpdates::bytes);
                }));
  }

  private <T> T read(String operation, Function<EntityManager, T> work) {
    return failingAs(operation, () -> boundary.read(work));
  }

  private static <T> T failingAs(String operation, Supplier<T> work) {
    try {
      return work.get();
    } catch (PersistenceException e) {
      throw new StoreException(operation + " failed", e);
    }
  }

  private static Optional<StoredUpdate> find(EntityManager entities, UpdateId id) {
    return storedUpdates(query(entities, SELECT + " WHERE id = ?1", id.toString())).stream()
        .findFirst();
  }

  private static void insert(EntityManager entities, StoredUpdate update, byte[] content) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", update.id().toString());
    row.put("subscription_id", update.subscription().toString());
    row.put("topic", update.topic().toString());
    if (update.contentType() != null) {
      row.put("content_type", update.contentType());
    }
    row.put("size_bytes", update.size());
    row.put("sha256", update.sha256());
    row.put("received_at", update.receivedAt().toEpochMilli());
    row.put("content", content);
    String marks =
        IntStream.rangeClosed(1, row.size())
            .mapToObj(number -> "?" + number)
            .collect(Collectors.joining(", "));
    String sql =
        "INSERT INTO reader_update ("
            + String.join(", ", row.keySet())
            + ") VALUES ("
            + marks
            + ")";
    query(entities, sql, row.values().toArray()).executeUpdate();
  }

  private static Query query(EntityManager entities, String sql, Object... values) {
    Query query = entities.createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }

  private static List<StoredUpdate> storedUpdates(Query query) {
    List<StoredUpdate> found = new ArrayList<>();
    for (Object row : query.getResultList()) {
      found.add(storedUpdate((@Nullable Object[]) row));
    }
    return found;
  }

  private static StoredUpdate storedUpdate(@Nullable Object[] row) {
    return new StoredUpdate(
        UpdateId.of(String.valueOf(row[0])),
        SubscriptionId.of(String.valueOf(row[1])),
        URI.create(String.valueOf(row[2])),
        (String) row[3],
        Math.toIntExact(number(row[4])),
        String.valueOf(row[5]),
        Instant.ofEpochMilli(number(row[6])));
  }

  private static long number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  /** Reads content, which H2 returns as a BLOB. */
  private static byte[] bytes(Object content) {
    if (content instanceof byte[] bytes) {
      return bytes;
    }
    try {
      Blob blob = (Blob) content;
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    } catch (SQLException e) {
      throw new PersistenceException("the content could not be read", e);
    }
  }
}
