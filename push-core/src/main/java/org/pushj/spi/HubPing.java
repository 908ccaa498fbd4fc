package org.pushj.spi;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.Urls;

/**
 * What a hub is told: topics that have changed (PubSubHubbub 0.4 section 7).
 *
 * @param hub the hub, as it was advertised or given
 * @param endpoint the URL to send the request to: the hub, or its https twin
 * @param topics the topics, at least one, sent to the letter
 * @param content the content of the topic, for a hub that takes it along with the ping; null if the
 *     hub is to fetch it
 * @since 0.1
 */
public record HubPing(URI hub, URI endpoint, List<URI> topics, @Nullable Content content) {

  /**
   * Copies the topics.
   *
   * @throws IllegalArgumentException if there is no topic, or content for more than one
   */
  public HubPing {
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("topics: at least one is needed, there is none");
    }
    if (content != null && topics.size() > 1) {
      throw new IllegalArgumentException(
          "topics: there must be 1 if there is content, there were " + topics.size());
    }
  }

  /** Makes a ping without content. */
  public HubPing(URI hub, URI endpoint, List<URI> topics) {
    this(hub, endpoint, topics, null);
  }

  /** Returns a short text without the content. */
  @Override
  public String toString() {
    return "HubPing[hub "
        + Urls.forMessage(hub)
        + ", endpoint "
        + Urls.forMessage(endpoint)
        + ", topics "
        + topics.stream().map(Urls::forMessage).toList()
        + (content == null ? "" : ", " + content)
        + "]";
  }

  /** The content of a topic, as its URL would return it. Immutable. */
  public static final class Content {
    private final byte[] bytes;
    private final String type;

    /**
     * Makes it.
     *
     * @param bytes the content; not copied, so it must not be changed afterwards
     * @param type the {@code Content-Type}, as {@code application/xml}
     * @throws IllegalArgumentException if the type is blank
     */
    public Content(byte[] bytes, String type) {
      if (type.isBlank()) {
        throw new IllegalArgumentException("type: must not be blank");
      }
      this.bytes = bytes;
      this.type = type;
    }

    /** Returns the content, which must not be changed. */
    public byte[] bytes() {
      return bytes;
    }

    /** Returns the {@code Content-Type}. */
    public String type() {
      return type;
    }

    /** Returns the size and the type. */
    @Override
    public String toString() {
      return bytes.length + " bytes of " + type;
    }
  }
}
