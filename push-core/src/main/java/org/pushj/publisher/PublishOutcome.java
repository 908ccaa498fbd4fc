package org.pushj.publisher;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;

/**
 * What became of telling one hub of the change of one topic.
 *
 * @param hub the hub, as it was given
 * @param topic the topic, as it was given
 * @param failure why it could not be told; null if it was
 * @since 0.1
 */
public record PublishOutcome(URI hub, URI topic, @Nullable HubException failure) {

  /** Tells whether the hub took the notice. What it does with it, it does not say. */
  public boolean isSuccess() {
    return failure == null;
  }

  /** Returns why the hub could not be told; empty if it was. */
  public Optional<HubException> problem() {
    return Optional.ofNullable(failure);
  }
}
