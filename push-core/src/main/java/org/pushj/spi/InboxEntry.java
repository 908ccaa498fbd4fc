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
 * What an inbox keeps of an update, but for the content: that is read by itself, so that a list of
 * updates takes little memory. Immutable.
 *
 * @param id the name of the receipt
 * @param origin the subscription whose callback was called, as it was then
 * @param contentType the {@code Content-Type} header; null if there was none
 * @param link the {@code Link} headers, joined by commas; null if there was none
 * @param signature the algorithm of the signature that was checked; null if the content is not
 *     signed
 * @param receivedAt when the content was complete
 * @param sha256 the SHA-256 digest of the content in lower-case hexadecimal digits
 * @param length the length of the content in bytes
 * @param state where the update is on its way
 * @param attempts how many deliveries were begun: each claim counts as one
 * @param dueAt when it is to be delivered, or its claim ends; null unless it is {@link
 *     InboxState#WAITING}
 * @param settledAt when it was parked or done; null while it is {@link InboxState#WAITING}
 * @param error why the last delivery failed, in words; null if none did
 * @param version counts the changes in the inbox; an inbox compares it, and sets it
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
    InboxState state,
    int attempts,
    @Nullable Instant dueAt,
    @Nullable Instant settledAt,
    @Nullable String error,
    long version) {
  /** How long an error is at most, in characters; what goes beyond is cut. */
  public static final int MAX_ERROR = 1000;

  /** How long the {@code Content-Type} header is at most, in characters. */
  public static final int MAX_CONTENT_TYPE = 500;

  /** How long the {@code Link} headers are at most in all, in characters. */
  public static final int MAX_LINK = 8000;

  /**
   * Cuts the error to its length.
   *
   * @throws IllegalArgumentException if a header is too long, a number is less than 0, or the times
   *     do not belong to the state
   */
  public InboxEntry {
    if (error != null && error.length() > MAX_ERROR) {
      error = error.substring(0, MAX_ERROR);
    }
    checkLength("contentType", contentType, MAX_CONTENT_TYPE);
    checkLength("link", link, MAX_LINK);
    if (attempts < 0 || length < 0) {
      throw new IllegalArgumentException(
          "attempts, length: 0 or more is possible, not " + attempts + ", " + length);
    }
    boolean waits = state == InboxState.WAITING;
    if (waits != (dueAt != null) || waits == (settledAt != null)) {
      throw new IllegalArgumentException(
          "dueAt, settledAt: the first if it is WAITING, else the second, not "
              + dueAt
              + ", "
              + settledAt
              + " if it is "
              + state);
    }
  }

  /**
   * Returns a new entry for an update that was just received, and is to be delivered at once. A
   * header that is too long is left out.
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
        InboxState.WAITING,
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
   * Returns the entry as the next version of one that waits.
   *
   * @param dueAt when it is to be delivered, or its claim ends
   */
  public InboxEntry waiting(Instant dueAt, int attempts, @Nullable String error) {
    return with(InboxState.WAITING, attempts, dueAt, null, error, version + 1);
  }

  /** Returns the entry as the next version of one that is parked or done. */
  public InboxEntry settled(InboxState state, Instant settledAt, @Nullable String error) {
    return with(state, attempts, null, settledAt, error, version + 1);
  }

  /**
   * Returns the entry as an inbox adds it: with version 0.
   *
   * @throws IllegalArgumentException if it is not {@link InboxState#WAITING}
   */
  public InboxEntry added() {
    if (state != InboxState.WAITING) {
      throw new IllegalArgumentException(
          "state: an update is added that is WAITING, not one that is " + state + ", " + id);
    }
    return withVersion(0);
  }

  /** Returns the entry with another version. */
  public InboxEntry withVersion(long version) {
    return with(state, attempts, dueAt, settledAt, error, version);
  }

  private InboxEntry with(
      InboxState state,
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

  private static @Nullable String fit(Optional<String> header, int longest) {
    return header.filter(text -> text.length() <= longest).orElse(null);
  }

  private static void checkLength(String name, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      throw new IllegalArgumentException(
          name + ": at most " + longest + " characters are possible, not " + text.length());
    }
  }
}
