package org.pushj.spi;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.Secret;
import org.pushj.Urls;

/**
 * What a hub is asked for: to subscribe or to unsubscribe a callback (W3C WebSub section 5.1).
 *
 * @param kind what is asked for
 * @param hub the hub, as it was advertised or given
 * @param endpoint the URL to send the request to: the hub, or its https twin
 * @param topic the {@code hub.topic}, sent to the letter
 * @param callback the {@code hub.callback}. Its last path segment is the unguessable token
 * @param secret the {@code hub.secret}; null to send none. An {@link IntentKind#UNSUBSCRIBE} sends
 *     none anyway
 * @param lease the lease to ask for, in whole seconds, which is adjusted to what the hub accepts;
 *     null to leave it to the hub. An {@link IntentKind#UNSUBSCRIBE} sends none anyway
 * @since 0.1
 */
public record HubAsk(
    IntentKind kind,
    URI hub,
    URI endpoint,
    URI topic,
    URI callback,
    @Nullable Secret secret,
    @Nullable Duration lease) {

  /**
   * Checks the lease.
   *
   * @throws IllegalArgumentException if the lease is not within the limits of a {@link Lease}
   */
  public HubAsk {
    if (lease != null) {
      Lease.checkedLength("lease", lease);
    }
  }

  /** Returns the same without a lease, which is left to the hub. */
  public HubAsk withoutLease() {
    return new HubAsk(kind, hub, endpoint, topic, callback, secret, null);
  }

  /** Returns a text that gives away neither the secret nor the token of the callback. */
  @Override
  public String toString() {
    return "HubAsk["
        + kind
        + ", hub "
        + Urls.forMessage(hub)
        + ", endpoint "
        + Urls.forMessage(endpoint)
        + ", topic "
        + Urls.forMessage(topic)
        + ", callback "
        + masked(callback)
        + ", secret "
        + (secret == null ? "none" : "***")
        + ", lease "
        + (lease == null ? "none" : lease)
        + "]";
  }

  private static String masked(URI callback) {
    return Urls.forMessage(callback.resolve(".")) + "***";
  }
}
