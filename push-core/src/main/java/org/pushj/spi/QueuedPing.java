package org.pushj.spi;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pushj.PingId;

/**
 * What a queue keeps of a ping: that one hub is to be told of the change of one topic. Immutable.
 *
 * @param id the name of the ping
 * @param hub the hub that is to be told
 * @param topic the topic that has changed
 * @param changedAt when the application said that it has
 * @param state where the ping is on its way
 * @param attempts how many times it was begun to be sent: each claim counts as one
 * @param dueAt when it is to be sent, or its claim ends; null unless it is {@link
 *     PingState#WAITING}
 * @param parkedAt when it was parked; null unless it is {@link PingState#PARKED}
 * @param error why it was not taken the last time, in words; null if it did not fail
 * @param version counts the changes in the queue; a queue compares it, and sets it
 * @since 0.1
 */
public record QueuedPing(
    PingId id,
    URI hub,
    URI topic,
    Instant changedAt,
    PingState state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Instant parkedAt,
    @Nullable String error,
    long version) {
  /** How long an error is at most, in characters; what goes beyond is cut. */
  public static final int MAX_ERROR = 1000;

  /**
   * Cuts the error to its length.
   *
   * @throws IllegalArgumentException if the attempts are less than 0, or the times do not belong to
   *     the state
   */
  public QueuedPing {
    if (error != null && error.length() > MAX_ERROR) {
      error = error.substring(0, MAX_ERROR);
    }
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts: 0 or more is possible, not " + attempts);
    }
    boolean waits = state == PingState.WAITING;
    if (waits != (dueAt != null) || waits == (parkedAt != null)) {
      throw new IllegalArgumentException(
          "dueAt, parkedAt: the first if it is WAITING, else the second, not "
              + dueAt
              + ", "
              + parkedAt
              + " if it is "
              + state);
    }
  }

  /**
   * Returns a new ping that waits.
   *
   * @param changedAt when the application said that the topic has changed
   * @param dueAt when the hub is to be told
   */
  public static QueuedPing of(URI hub, URI topic, Instant changedAt, Instant dueAt) {
    return new QueuedPing(
        PingId.next(changedAt), hub, topic, changedAt, PingState.WAITING, 0, dueAt, null, null, 0);
  }

  /**
   * Returns the ping as the next version of one that waits.
   *
   * @param dueAt when it is to be sent, or its claim ends
   */
  public QueuedPing waiting(Instant dueAt, int attempts, @Nullable String error) {
    return with(PingState.WAITING, attempts, dueAt, null, error, version + 1);
  }

  /** Returns the ping as the next version of one that is parked. */
  public QueuedPing parked(Instant parkedAt, @Nullable String error) {
    return with(PingState.PARKED, attempts, null, parkedAt, error, version + 1);
  }

  /** Returns the ping with another version. */
  public QueuedPing withVersion(long version) {
    return with(state, attempts, dueAt, parkedAt, error, version);
  }

  private QueuedPing with(
      PingState state,
      int attempts,
      @Nullable Instant dueAt,
      @Nullable Instant parkedAt,
      @Nullable String error,
      long version) {
    return new QueuedPing(
        id, hub, topic, changedAt, state, attempts, dueAt, parkedAt, error, version);
  }
}
