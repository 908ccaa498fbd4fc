package org.pushj.spi;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pushj.Origin;
import org.pushj.SignatureAlgorithm;
import org.pushj.SubscriptionId;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.text.Texts;

/**
 * An update in an inbox, without its content, which is read separately so that a list of updates
 * takes little memory. Immutable.
 *
 * @param id the id of the update
 * @param origin the subscription whose callback was called, as it was then; it may have been
 *     removed since
 * @param headers the headers that are kept, each with its values joined by commas; at most {@value
 *     #MAX_HEADERS} characters in all, names and values
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
    Map<String, String> headers,
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

  /** The maximum length of all headers together, names and values, in characters. */
  public static final int MAX_HEADERS = 10_000;

  /** Those that are kept. If they are too long in all, the last ones are left out. */
  private static final List<String> KEPT_HEADERS =
      List.of(
          "Content-Encoding",
          "Content-Type",
          "Content-Language",
          "traceparent",
          "tracestate",
          "Link");

  /**
   * Copies the headers in the order of their names, and truncates the error to {@value #MAX_ERROR}
   * characters.
   *
   * @throws IllegalArgumentException if the headers are too long, a number is negative, or the
   *     times do not match the state
   */
  public InboxEntry {
    if (error != null && error.length() > MAX_ERROR) {
      error = Texts.cut(error, MAX_ERROR);
    }
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    int characters = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      characters += length(header.getKey(), header.getValue());
    }
    if (characters > MAX_HEADERS) {
      throw new IllegalArgumentException(
          "headers must have at most " + MAX_HEADERS + " characters in all, had " + characters);
    }
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
   * Returns a new entry for an update that was just received and is due at once. Of its headers
   * {@code Content-Type}, {@code Content-Encoding}, {@code Content-Language}, {@code Link}, {@code
   * traceparent} and {@code tracestate} are kept; one that is too long is left out.
   */
  public static InboxEntry received(Update update) {
    return new InboxEntry(
        update.id(),
        update.origin(),
        kept(update.headers()),
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
        headers,
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

  private static Map<String, String> kept(HttpHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    int room = MAX_HEADERS;
    for (String name : KEPT_HEADERS) {
      List<String> values = headers.allValues(name);
      String value = values.size() == 1 ? values.get(0) : String.join(", ", values);
      if (!values.isEmpty() && length(name, value) <= room) {
        room -= length(name, value);
        kept.put(name, value);
      }
    }
    return kept;
  }

  private static int length(String name, String value) {
    return name.length() + value.length();
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
     * its content, until an operator {@linkplain ManageableInbox#requeue requeues} or {@linkplain
     * ManageableInbox#discard discards} it. The same word is used of pings ({@link
     * QueuedPing.State#PARKED}).
     */
    PARKED,
    /** It was delivered, and is retained for a while. */
    DONE
  }
}
