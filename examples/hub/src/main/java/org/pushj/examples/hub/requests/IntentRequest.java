package org.pushj.examples.hub.requests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pushj.Secret;

/**
 * A request to subscribe or unsubscribe (W3C WebSub section 5.1), not yet verified.
 *
 * @param mode {@link HubMode#SUBSCRIBE} or {@link HubMode#UNSUBSCRIBE}
 * @param topic the topic, exactly as sent
 * @param callback the URL to send content to; has no fragment
 * @param secret the key to sign content with; null if it is not to be signed
 * @param lease how long the hub will deliver: from one second, which suits tests, up to 30 days
 */
public record IntentRequest(
    HubMode mode, URI topic, URI callback, @Nullable Secret secret, Duration lease) {
  private static final Duration DEFAULT_LEASE = Duration.ofDays(10);
  private static final Duration MAX_LEASE = Duration.ofDays(30);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

  /** Parses a form. */
  public static IntentRequest of(HubMode mode, Form form) throws RequestRefusedException {
    URI topic = Form.url("hub.topic", form.required("hub.topic"));
    URI callback = Form.url("hub.callback", form.required("hub.callback"));
    if (callback.getRawFragment() != null) {
      throw RequestRefusedException.badParameter(
          "hub.callback", "must not have a fragment, was " + callback);
    }
    Optional<String> secret = form.optional("hub.secret");
    Optional<String> lease = form.optional("hub.lease_seconds");
    return new IntentRequest(
        mode,
        topic,
        callback,
        secret.isPresent() ? secret(secret.get()) : null,
        lease.isPresent() ? lease(lease.get()) : DEFAULT_LEASE);
  }

  /** Returns the same request for another lease. */
  public IntentRequest withLease(Duration lease) {
    return new IntentRequest(mode, topic, callback, secret, lease);
  }

  /** Returns a text in ASCII, without the secret and the callback's token. */
  @Override
  public String toString() {
    return mode.wire() + " " + topic.toASCIIString() + " at " + CallbackUrls.masked(callback);
  }

  private static Secret secret(String value) throws RequestRefusedException {
    int length = value.getBytes(UTF_8).length;
    if (length == 0 || length >= Secret.LIMIT_BYTES) {
      throw RequestRefusedException.badParameter(
          "hub.secret", "must have 1 to " + (Secret.LIMIT_BYTES - 1) + " bytes, had " + length);
    }
    return new Secret(value);
  }

  private static Duration lease(String text) throws RequestRefusedException {
    long seconds = SECONDS.matcher(text).matches() ? Long.parseLong(text) : 0;
    if (seconds < 1 || seconds > Integer.MAX_VALUE) {
      throw RequestRefusedException.badParameter(
          "hub.lease_seconds",
          "must be between 1 and " + Integer.MAX_VALUE + ", was " + Form.quote(text));
    }
    Duration requested = Duration.ofSeconds(seconds);
    return requested.compareTo(MAX_LEASE) < 0 ? requested : MAX_LEASE;
  }
}
