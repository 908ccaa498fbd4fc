package org.pushj.spi;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;
import org.pushj.text.Texts;

/**
 * A ping in a queue: one hub is to be notified that one topic has changed. Immutable.
 *
 * @param id the id of the ping
 * @param hub the hub to notify
 * @param topic the topic that has changed
 * @param changedAt when the application reported the change
 * @param state the state of the ping
 * @param attempts how many attempts to send it were started: each claim counts as one, unless the
 *     ping is put back unsent
 * @param dueAt when it is due to be sent, or when its claim ends; null unless it is {@link
 *     State#WAITING}
 * @param parkedAt when it was parked; null unless it is {@link State#PARKED}
 * @param error why the last attempt failed; null if none has
 * @param version counts the changes of the stored ping; compared and set by the queue
 * @since 0.1
 */
public record QueuedPing(
    PingId id,
    URI hub,
    URI topic,
    Instant changedAt,
    State state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Instant parkedAt,
    @Nullable String error,
    long version) {
  /** The maximum length of an error, in characters; longer ones are truncated. */
  public static final int MAX_ERROR = 1000;

  /**
   * Truncates the error to {@value #MAX_ERROR} characters.
   *
   * @throws IllegalArgumentException if {@code attempts} is negative, or the times do not match the
   *     state
   */
  public QueuedPing {
    if (error != null && error.length() > MAX_ERROR) {
      error = Texts.cut(error, MAX_ERROR);
    }
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must not be negative, was " + attempts);
    }
    boolean waits = state == State.WAITING;
    if (waits != (dueAt != null) || waits == (parkedAt != null)) {
      throw new IllegalArgumentException(
          "only dueAt must be set if WAITING, otherwise only parkedAt; was %s with dueAt %s and parkedAt %s"
              .formatted(state, dueAt, parkedAt));
    }
  }

  /**
   * Returns a new waiting ping.
   *
   * @param changedAt when the application reported the change
   * @param dueAt when the hub is to be notified
   */
  public static QueuedPing of(URI hub, URI topic, Instant changedAt, Instant dueAt) {
    return new QueuedPing(
        PingId.next(changedAt), hub, topic, changedAt, State.WAITING, 0, dueAt, null, null, 0);
  }

  /**
   * Returns the next version of the ping, waiting.
   *
   * @param dueAt when it is due to be sent, or when its claim ends
   */
  public QueuedPing waiting(Instant dueAt, int attempts, @Nullable String error) {
    return with(State.WAITING, attempts, dueAt, null, error, version + 1);
  }

  /** Returns the next version of the ping, parked. */
  public QueuedPing parked(Instant parkedAt, @Nullable String error) {
    return with(State.PARKED, attempts, null, parkedAt, error, version + 1);
  }

  /** Returns the ping with another version. */
  public QueuedPing withVersion(long version) {
    return with(state, attempts, dueAt, parkedAt, error, version);
  }

  private QueuedPing with(
      State state,
      int attempts,
      @Nullable Instant dueAt,
      @Nullable Instant parkedAt,
      @Nullable String error,
      long version) {
    return new QueuedPing(
        id, hub, topic, changedAt, state, attempts, dueAt, parkedAt, error, version);
  }

  /**
   * The state of a queued ping.
   *
   * @since 0.1
   */
  public enum State {
    /** It is to be sent to the hub, or is being sent. */
    WAITING,
    /**
     * Dead-lettered: sending has failed too often and is not tried again. The ping stays until an
     * operator {@linkplain ManageableQueue#requeue requeues} or {@linkplain ManageableQueue#discard
     * discards} it, or a later ping for the same hub and topic replaces it.
     */
    PARKED
  }
}
