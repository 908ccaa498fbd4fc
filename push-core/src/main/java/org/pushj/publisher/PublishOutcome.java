package org.pushj.publisher;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;

/**
 * The outcome of one attempt to notify one hub that one topic has changed.
 *
 * @param hub the hub, as it was given
 * @param topic the topic, as it was given
 * @param failure why the hub did not accept the ping; null if it did
 * @since 0.1
 */
public record PublishOutcome(URI hub, URI topic, @Nullable HubException failure) {

  /** Tells whether the hub accepted the ping. It may still not distribute the change. */
  public boolean isSuccess() {
    return failure == null;
  }

  /** Returns why the hub did not accept the ping; empty if it did. */
  public Optional<HubException> problem() {
    return Optional.ofNullable(failure);
  }
}
