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
 * One row of {@code push_subscription}. It is inserted as an entity; everything else reads and
 * changes columns, so that no persistence context and no cache ever holds an old state.
 *
 * <p>The types are those on which all providers and databases agree: texts, and whole numbers. An
 * instant is a number of milliseconds since 1970-01-01T00:00Z, so no time zone of a server, a
 * session or a driver can move it. A duration is a number of seconds.
 */
@Entity(name = SubscriptionRow.ENTITY)
@Table(name = SubscriptionRow.TABLE)
@Cacheable(false)
class SubscriptionRow {
  static final String ENTITY = "PushSubscription";
  static final String TABLE = "push_subscription";

  /** What makes up a subscription, in the order in which {@link SubscriptionMapper} reads it. */
  static final List<String> ATTRIBUTES =
      List.of(
          "id",
          "resource",
          "requestedHub",
          "requestedLease",
          "isSigned",
          "topic",
          "hub",
          "callback",
          "callbackBase",
          "secret",
          "state",
          "leaseStartsAt",
          "leaseEndsAt",
          "pendingKind",
          "pendingTopic",
          "pendingHub",
          "pendingCallback",
          "pendingCallbackBase",
          "pendingSecret",
          "pendingSince",
          "formerTopic",
          "formerHub",
          "formerCallback",
          "formerCallbackBase",
          "formerSecret",
          "formerEndsAt",
          "formerAskedAt",
          "problem",
          "attempts",
          "dueAt",
          "lastUpdateAt",
          "createdAt",
          "version");

  static final WorkTable WORK = new WorkTable(ENTITY, TABLE, ATTRIBUTES, Map.of());

  /** What is derived from others, and only searched. */
  static final List<String> KEYS = List.of("topicKey", "hubKey");

  @Id
  @Column(name = "id", length = 36)
  String id;

  @Column(name = "resource", length = 2048, nullable = false)
  String resource;

  @Column(name = "requested_hub", length = 2048)
  @Nullable String requestedHub;

  @Column(name = "requested_lease")
  @Nullable Long requestedLease;

  @Column(name = "is_signed", nullable = false)
  int isSigned;

  @Column(name = "topic", length = 2048, nullable = false)
  String topic;

  @Column(name = "hub", length = 2048, nullable = false)
  String hub;

  @Column(name = "topic_key", length = 43, nullable = false)
  String topicKey;

  @Column(name = "hub_key", length = 43, nullable = false)
  String hubKey;

  @Column(name = "callback", length = 128, nullable = false)
  String callback;

  @Column(name = "callback_base", length = 250, nullable = false)
  String callbackBase;

  @Column(name = "secret", length = 1024)
  @Nullable String secret;

  @Column(name = "state", length = 20, nullable = false)
  String state;

  @Column(name = "lease_starts_at")
  @Nullable Long leaseStartsAt;

  @Column(name = "lease_ends_at")
  @Nullable Long leaseEndsAt;

  @Column(name = "pending_kind", length = 20)
  @Nullable String pendingKind;

  @Column(name = "pending_topic", length = 2048)
  @Nullable String pendingTopic;

  @Column(name = "pending_hub", length = 2048)
  @Nullable String pendingHub;

  @Column(name = "pending_callback", length = 128)
  @Nullable String pendingCallback;

  @Column(name = "pending_callback_base", length = 250)
  @Nullable String pendingCallbackBase;

  @Column(name = "pending_secret", length = 1024)
  @Nullable String pendingSecret;

  @Column(name = "pending_since")
  @Nullable Long pendingSince;

  @Column(name = "former_topic", length = 2048)
  @Nullable String formerTopic;

  @Column(name = "former_hub", length = 2048)
  @Nullable String formerHub;

  @Column(name = "former_callback", length = 128)
  @Nullable String formerCallback;

  @Column(name = "former_callback_base", length = 250)
  @Nullable String formerCallbackBase;

  @Column(name = "former_secret", length = 1024)
  @Nullable String formerSecret;

  @Column(name = "former_ends_at")
  @Nullable Long formerEndsAt;

  @Column(name = "former_asked_at")
  @Nullable Long formerAskedAt;

  @Column(name = "problem", length = 1000)
  @Nullable String problem;

  @Column(name = "attempts", nullable = false)
  int attempts;

  @Column(name = "due_at")
  @Nullable Long dueAt;

  @Column(name = "last_update_at")
  @Nullable Long lastUpdateAt;

  @Column(name = "created_at", nullable = false)
  long createdAt;

  @Column(name = "version", nullable = false)
  long version;

  @SuppressWarnings("NullAway.Init")
  protected SubscriptionRow() {}

  /** Returns the values of {@link #ATTRIBUTES}, in their order. */
  @Nullable Object[] values() {
    return new @Nullable Object[] {
      id,
      resource,
      requestedHub,
      requestedLease,
      isSigned,
      topic,
      hub,
      callback,
      callbackBase,
      secret,
      state,
      leaseStartsAt,
      leaseEndsAt,
      pendingKind,
      pendingTopic,
      pendingHub,
      pendingCallback,
      pendingCallbackBase,
      pendingSecret,
      pendingSince,
      formerTopic,
      formerHub,
      formerCallback,
      formerCallbackBase,
      formerSecret,
      formerEndsAt,
      formerAskedAt,
      problem,
      attempts,
      dueAt,
      lastUpdateAt,
      createdAt,
      version
    };
  }
}
