package org.pushj;

import java.net.URI;
import java.util.List;

/**
 * The ping queue is full: hubs do not accept pings as fast as topics change. Nothing was queued.
 * Retry later, or make the queue larger.
 *
 * @since 0.1
 */
public final class QueueFullException extends PushException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf makes serializable lists.
  private final List<URI> topics;

  /** Makes the exception for topics whose changes will not be announced to their hubs. */
  public QueueFullException(List<URI> topics) {
    super(
        "the ping queue is full: hubs will not be notified of changes to "
            + topics.size()
            + (topics.size() == 1 ? " topic, " : " topics, the first is ")
            + Urls.forMessage(topics.get(0)),
        null);
    this.topics = List.copyOf(topics);
  }

  /** Returns the topics whose changes will not be announced to their hubs, at least one. */
  public List<URI> topics() {
    return topics;
  }
}
