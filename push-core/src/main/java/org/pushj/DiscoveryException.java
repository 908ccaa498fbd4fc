package org.pushj;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * No hub was found for a resource: it could not be fetched, it may not be contacted, or it names no
 * hub (W3C WebSub section 4). No request was sent to a hub.
 *
 * @since 0.1
 */
public final class DiscoveryException extends PushException {
  private static final long serialVersionUID = 1L;

  private final URI resource;

  /** Makes the exception for {@code resource}, with what went wrong there. */
  public DiscoveryException(URI resource, String message, @Nullable Throwable cause) {
    this(resource, message, cause, null);
  }

  private DiscoveryException(
      URI resource,
      String message,
      @Nullable Throwable cause,
      @Nullable SubscriptionId subscription) {
    super(message, cause, subscription);
    this.resource = resource;
  }

  /** Returns the exception about a subscription that is in the store. */
  public DiscoveryException about(SubscriptionId subscription) {
    DiscoveryException same =
        new DiscoveryException(resource, String.valueOf(getMessage()), getCause(), subscription);
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** Returns the URL that discovery started from. */
  public URI resource() {
    return resource;
  }
}
