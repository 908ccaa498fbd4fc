package org.pushj;

import java.net.URI;
import java.util.List;

/**
 * A queue has no room for more pings: the hubs do not take them as fast as topics change. Nothing
 * was queued. Ask again later, or make the queue larger.
 *
 * @since 0.1
 */
public final class QueueFullException extends PushException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf makes serializable lists.
  private final List<URI> topics;

  /** Makes the exception for topics of whose changes the hubs will not be told. */
  public QueueFullException(List<URI> topics) {
    super(
        "the queue of pings is full: of the change of "
            + topics.size()
            + (topics.size() == 1 ? " topic" : " topics")
            + " the hubs will not be told, "
            + Urls.forMessage(topics.get(0))
            + " first",
        null);
    this.topics = List.copyOf(topics);
  }

  /** Returns the topics of whose changes the hubs will not be told, one at least. */
  public List<URI> topics() {
    return topics;
  }
}
