package org.pushj.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.Origin;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateId;

/**
 * What an inbox keeps of an update, without the content, which is read separately so that a list of
 * updates takes little memory. Immutable.
 *
 * @param id the id of the update
 * @param origin the subscription whose callback was called, as it was then; it may have been
 *     removed since
 * @param contentType the {@code Content-Type} header; null if there was none
 * @param link the {@code Link} headers, joined by commas; null if there was none
 * @param signature the algorithm of the verified signature; null if the content was not signed
 * @param receivedAt when the content had arrived in full
 * @param sha256 the SHA-256 digest of the content in lower-case hexadecimal digits
 * @param length the length of the content in bytes
 * @param state the state of its delivery
 * @param attempts how many deliveries were started: each claim counts as one
 * @param dueAt when it is due for delivery, or when its claim ends; null unless it is {@link
 *     State#WAITING}
 * @param settledAt when it was parked or completed; null while it is {@link State#WAITING}
 * @param error why the last delivery failed; null if none has
 * @param version counts the changes of the stored entry; compared and set by the inbox
 * @since 0.1
 */
public record InboxEntry(
    UpdateId id,
    Origin origin,
    @Nullable String contentType,
    @Nullable String link,
    @Nullable SignatureAlgorithm signature,
    Instant receivedAt,
    String sha256,
    int length,
    State state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Instant settledAt,
    @Nullable String error,
    long version) {
  /** The maximum length of an error, in characters; longer ones are truncated. */
  public static final int MAX_ERROR = 1000;

  /** The maximum length of the {@code Content-Type} header, in characters. */
  public static final int MAX_CONTENT_TYPE = 500;

  /** The maximum length of all {@code Link} headers together, in characters. */
  public static final int MAX_LINK = 8000;

  /**
   * Truncates the error to {@value #MAX_ERROR} characters.
   *
   * @throws IllegalArgumentException if a header is too long, a number is negative, or the times do
   *     not match the state
   */
  public InboxEntry {
    if (error != null && error.length() > MAX_ERROR) {
      error = error.substring(0, MAX_ERROR);
    }
    checkLength("contentType", contentType, MAX_CONTENT_TYPE);
    checkLength("link", link, MAX_LINK);
    if (attempts < 0 || length < 0) {
      throw new IllegalArgumentException(
          "attempts and length must not be negative, were " + attempts + " and " + length);
    }
    boolean waits = state == State.WAITING;
    if (waits != (dueAt != null) || waits == (settledAt != null)) {
      throw new IllegalArgumentException(
          "only dueAt must be set if WAITING, otherwise only settledAt; was %s with dueAt %s and settledAt %s"
              .formatted(state, dueAt, settledAt));
    }
  }

  /**
   * Returns a new entry for an update that was just received and is due at once. A header that is
   * too long is left out.
   */
  public static InboxEntry received(Update update) {
    List<String> links = update.headers().allValues("Link");
    return new InboxEntry(
        update.id(),
        update.origin(),
        fit(update.contentType(), MAX_CONTENT_TYPE),
        fit(links.stream().reduce((one, next) -> one + ", " + next), MAX_LINK),
        update.signatureAlgorithm().orElse(null),
        update.receivedAt(),
        update.sha256(),
        update.length(),
        State.WAITING,
        0,
        update.receivedAt(),
        null,
        null,
        0);
  }

  /** Returns the subscription whose callback was called; it need not exist any more. */
  public SubscriptionId subscription() {
    return origin.subscription();
  }

  /**
   * Returns the next version of the entry, waiting.
   *
   * @param dueAt when it is due for delivery, or when its claim ends
   */
  public InboxEntry waiting(Instant dueAt, int attempts, @Nullable String error) {
    return with(State.WAITING, attempts, dueAt, null, error, version + 1);
  }

  /** Returns the next version of the entry, parked or done. */
  public InboxEntry settled(State state, Instant settledAt, @Nullable String error) {
    return with(state, attempts, null, settledAt, error, version + 1);
  }

  /**
   * Returns the entry as an inbox first stores it: with version 0.
   *
   * @throws IllegalArgumentException if it is not {@link State#WAITING}
   */
  public InboxEntry added() {
    if (state != State.WAITING) {
      throw new IllegalArgumentException(
          "state must be WAITING to add update " + id + ", was " + state);
    }
    return withVersion(0);
  }

  /** Returns the entry with another version. */
  public InboxEntry withVersion(long version) {
    return with(state, attempts, dueAt, settledAt, error, version);
  }

  private InboxEntry with(
      State state,
      int attempts,
      @Nullable Instant dueAt,
      @Nullable Instant settledAt,
      @Nullable String error,
      long version) {
    return new InboxEntry(
        id,
        origin,
        contentType,
        link,
        signature,
        receivedAt,
        sha256,
        length,
        state,
        attempts,
        dueAt,
        settledAt,
        error,
        version);
  }

  private static @Nullable String fit(Optional<String> header, int maxLength) {
    return header.filter(text -> text.length() <= maxLength).orElse(null);
  }

  private static void checkLength(String name, @Nullable String text, int maxLength) {
    if (text != null && text.length() > maxLength) {
      throw new IllegalArgumentException(
          name + " must have at most " + maxLength + " characters, had " + text.length());
    }
  }

  /**
   * The state of an update's delivery from an inbox.
   *
   * @since 0.1
   */
  public enum State {
    /** It is to be delivered to the listener, or is being delivered. */
    WAITING,
    /**
     * Dead-lettered: delivery has failed too often and is not tried again. The update stays, with
     * its content, until an operator {@linkplain UpdateInbox#requeue requeues} or {@linkplain
     * UpdateInbox#discard discards} it. The same word is used of pings ({@link
     * QueuedPing.State#PARKED}).
     */
    PARKED,
    /** It was delivered, and is retained for a while. */
    DONE
  }
}
