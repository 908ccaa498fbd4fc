package org.pushj.jpa;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code push_ping}. It is never an entity in a persistence context; queries read and
 * change columns.
 *
 * <p>The types are those of {@link SubscriptionRow}: an instant is a number of milliseconds.
 */
@Entity(name = PingRow.ENTITY)
@Table(name = PingRow.TABLE)
@Cacheable(false)
class PingRow {
  static final String ENTITY = "PushPing";
  static final String TABLE = "push_ping";

  /** What makes up a ping, in the order in which {@link PingMapper} reads it. */
  static final List<String> ATTRIBUTES =
      List.of(
          "id",
          "hub",
          "topic",
          "changedAt",
          "state",
          "attempts",
          "dueAt",
          "parkedAt",
          "error",
          "version");

  static final WorkTable WORK =
      new WorkTable(
          ENTITY, TABLE, ATTRIBUTES, Map.of("attempts", "w.attempts + 1", "claimed", "1"));

  @Id
  @Column(name = "id", length = 36)
  String id;

  @Column(name = "target", length = 43, nullable = false)
  String target;

  @Column(name = "hub", length = 2048, nullable = false)
  String hub;

  @Column(name = "topic", length = 2048, nullable = false)
  String topic;

  @Column(name = "changed_at", nullable = false)
  long changedAt;

  @Column(name = "state", length = 20, nullable = false)
  String state;

  @Column(name = "claimed", nullable = false)
  int claimed;

  @Column(name = "attempts", nullable = false)
  int attempts;

  @Column(name = "due_at")
  @Nullable Long dueAt;

  @Column(name = "parked_at")
  @Nullable Long parkedAt;

  @Column(name = "error", length = 1000)
  @Nullable String error;

  @Column(name = "version", nullable = false)
  long version;

  @SuppressWarnings("NullAway.Init")
  protected PingRow() {}
}
