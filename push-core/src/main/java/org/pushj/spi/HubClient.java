package org.pushj.spi;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Lease;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Urls;

/**
 * Sends requests to hubs (W3C WebSub sections 5.1 and 6), including each hub's deviations from the
 * specification. Safe for use by several threads; a call blocks until the hub answers or a deadline
 * passes.
 *
 * <p>A client sends a request once: it does not retry, and keeps no state about hubs. A secret is
 * sent only to the {@linkplain Ask#endpoint() endpoint}, or where a redirect of the hub leads over
 * https or to a loopback address.
 *
 * @since 0.1
 */
public interface HubClient {

  /**
   * Asks a hub to subscribe or unsubscribe (W3C WebSub section 5.1). The hub may verify the request
   * before this method returns.
   *
   * @return {@link Reply#ACCEPTED} for 202. For 204: {@link Reply#VERIFIED} to {@link
   *     org.pushj.IntentKind#UNSUBSCRIBE}, or if this hub is known to verify no subscription;
   *     otherwise {@link Reply#ACCEPTED}
   * @throws HubException if the hub gives any other answer, or none. {@link
   *     HubException#isUndecided()} is true if the hub may have accepted the request nevertheless.
   *     Its cause is a {@link ConnectFailedException} if no connection was made. Neither the
   *     message nor {@link HubException#body()} contains the secret or the token of the callback
   */
  Reply ask(Ask ask);

  /**
   * Notifies a hub that topics have changed (PubSubHubbub 0.4 section 7). The content is included
   * if this hub accepts it.
   *
   * @throws HubException if the hub answers anything but 2xx, or not at all. Its cause is a {@link
   *     ConnectFailedException} if no connection was made
   */
  void publish(Ping ping);

  /**
   * Returns how many topics one ping to this hub may contain. Default: 1, which works with every
   * hub.
   *
   * @param hub the hub, as it was advertised or given
   * @return 1 or more
   * @throws HubException if that cannot be looked up
   */
  default int topicsPerPing(URI hub) {
    return 1;
  }

  /**
   * Tells whether this hub denies the renewal of an active subscription, which is then renewed
   * under a new callback URL. Default: no.
   *
   * @param hub the hub, as it was advertised or given
   * @throws HubException if that cannot be looked up
   */
  default boolean renewsUnderNewCallback(URI hub) {
    return false;
  }

  /**
   * Queries a hub's view of a subscription, for a diagnosis. Default: no hub can be queried.
   *
   * @param known the registration at the hub. Its secret is sent only over https or to a loopback
   *     address
   * @return the hub's view; empty if it cannot be queried, or its answer is not understood
   * @throws HubException if it does not answer
   */
  default Optional<View> view(Registration known) {
    return Optional.empty();
  }

  /**
   * Masks the credentials that this client sends to a hub in a text of that hub, which may repeat
   * them, so that the text can be logged, stored and shown. Default: returns the text unchanged; a
   * client that sends credentials, or wraps one that does, overrides this.
   *
   * @param hub the hub, as it was advertised or given
   * @throws RuntimeException if the credentials cannot be looked up; the text is then not shown
   */
  default String withoutCredentials(URI hub, String text) {
    return text;
  }

  /**
   * A hub's view of a subscription.
   *
   * @param verified whether it would deliver content
   * @param text its answer, on one line, without secret and token
   * @since 0.1
   */
  record View(boolean verified, String text) {}

  /**
   * A hub's answer to a request to subscribe or unsubscribe (W3C WebSub section 5.1.2).
   *
   * @since 0.1
   */
  enum Reply {
    /** The hub will verify the request, or has just done so. */
    ACCEPTED,
    /**
     * The request is granted, and no verification will follow: the hub has already verified it
     * (PubSubHubbub 0.3 section 6.1.2), or is known to send none.
     */
    VERIFIED
  }

  /**
   * A request to a hub to subscribe or unsubscribe a callback (W3C WebSub section 5.1).
   *
   * @param kind subscribe or unsubscribe
   * @param hub the hub, as it was advertised or given
   * @param endpoint the URL to send the request to: the hub, or its https twin
   * @param topic the {@code hub.topic}, sent unchanged
   * @param callback the {@code hub.callback}. Its last path segment is the unguessable token
   * @param secret the {@code hub.secret}; null to send none. Never sent with an {@link
   *     IntentKind#UNSUBSCRIBE}
   * @param lease the lease to request, in whole seconds, adjusted to the limits of the hub; null to
   *     leave it to the hub. Never sent with an {@link IntentKind#UNSUBSCRIBE}
   * @since 0.1
   */
  record Ask(
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
    public Ask {
      if (lease != null) {
        Lease.checkedLength("lease", lease);
      }
    }

    /** Returns a text that reveals neither the secret nor the token of the callback. */
    @Override
    public String toString() {
      return "Ask[%s, hub %s, endpoint %s, topic %s, callback %s***, secret %s, lease %s]"
          .formatted(
              kind,
              Urls.forMessage(hub),
              Urls.forMessage(endpoint),
              Urls.forMessage(topic),
              Urls.forMessage(callback.resolve(".")),
              secret == null ? "none" : "***",
              lease == null ? "none" : lease);
    }
  }

  /**
   * A ping: the topics that have changed (PubSubHubbub 0.4 section 7).
   *
   * @param hub the hub, as it was advertised or given
   * @param endpoint the URL to send the request to: the hub, or its https twin
   * @param topics the topics, at least one, sent unchanged
   * @param content the content of the topic, for a hub that accepts it with the ping; null if the
   *     hub is to fetch it
   * @since 0.1
   */
  record Ping(URI hub, URI endpoint, List<URI> topics, @Nullable Content content) {

    /**
     * Copies the topics.
     *
     * @throws IllegalArgumentException if there is no topic, or content for more than one
     */
    public Ping {
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
    public Ping(URI hub, URI endpoint, List<URI> topics) {
      this(hub, endpoint, topics, null);
    }

    /** Returns a short text without the content. */
    @Override
    public String toString() {
      return "Ping[hub %s, endpoint %s, topics %s, %s]"
          .formatted(
              Urls.forMessage(hub),
              Urls.forMessage(endpoint),
              topics.stream().map(Urls::forMessage).toList(),
              content == null ? "no content" : content);
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
}
