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
 * One row of {@code push_update}, without the column {@code content}: no query on it reads contents
 * by the way. It is never an entity in a persistence context; queries read and change columns.
 *
 * <p>The types are those of {@link SubscriptionRow}: an instant is a number of milliseconds.
 */
@Entity(name = InboxRow.ENTITY)
@Table(name = InboxRow.TABLE)
@Cacheable(false)
class InboxRow {
  static final String ENTITY = "PushUpdate";
  static final String TABLE = "push_update";

  /** What makes up an entry, in the order in which {@link InboxMapper} reads it. */
  static final List<String> ATTRIBUTES =
      List.of(
          "id",
          "subscriptionId",
          "topic",
          "hub",
          "resource",
          "contentType",
          "link",
          "signature",
          "receivedAt",
          "sha256",
          "contentLength",
          "state",
          "attempts",
          "dueAt",
          "settledAt",
          "error",
          "version");

  /** Claims in any order. */
  static final WorkTable WORK =
      new WorkTable(ENTITY, TABLE, ATTRIBUTES, Map.of("attempts", "w.attempts + 1"));

  /** Claims in order: the row takes the turn of its subscription, which only one can have. */
  static final WorkTable WORK_IN_TURN =
      new WorkTable(
          ENTITY,
          TABLE,
          ATTRIBUTES,
          Map.of("attempts", "w.attempts + 1", "turnOf", "w.subscriptionId"));

  @Id
  @Column(name = "id", length = 36)
  String id;

  @Column(name = "subscription_id", length = 36, nullable = false)
  String subscriptionId;

  @Column(name = "topic", length = 2048, nullable = false)
  String topic;

  @Column(name = "hub", length = 2048, nullable = false)
  String hub;

  @Column(name = "resource", length = 2048, nullable = false)
  String resource;

  @Column(name = "content_type", length = 500)
  @Nullable String contentType;

  @Column(name = "link", length = 8000)
  @Nullable String link;

  @Column(name = "signature", length = 20)
  @Nullable String signature;

  @Column(name = "received_at", nullable = false)
  long receivedAt;

  @Column(name = "sha256", length = 64, nullable = false)
  String sha256;

  @Column(name = "content_length", nullable = false)
  int contentLength;

  @Column(name = "state", length = 20, nullable = false)
  String state;

  @Column(name = "attempts", nullable = false)
  int attempts;

  @Column(name = "due_at")
  @Nullable Long dueAt;

  @Column(name = "settled_at")
  @Nullable Long settledAt;

  @Column(name = "error", length = 1000)
  @Nullable String error;

  @Column(name = "version", nullable = false)
  long version;

  @Column(name = "place")
  @Nullable Long place;

  @Column(name = "turn_of", length = 36)
  @Nullable String turnOf;

  @SuppressWarnings("NullAway.Init")
  protected InboxRow() {}
}
