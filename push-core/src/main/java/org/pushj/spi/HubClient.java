package org.pushj.spi;

import java.net.URI;
import org.pushj.HubException;

/**
 * Sends requests to hubs (W3C WebSub sections 5.1 and 6), and knows how each hub differs from the
 * specification. Safe for use by several threads; a call blocks until the hub answers or a deadline
 * passes.
 *
 * <p>A client sends a request once: it does not retry, and keeps no state about hubs. A secret goes
 * to no other place than the {@linkplain HubAsk#endpoint() endpoint}, except where a redirect of
 * the hub leads to https or to a loopback address.
 *
 * @since 0.1
 */
public interface HubClient {

  /**
   * Asks a hub to subscribe or unsubscribe (W3C WebSub section 5.1). The hub may verify the request
   * before this method returns.
   *
   * @return {@link HubReply#ACCEPTED} for 202. For 204: {@link HubReply#VERIFIED} to {@link
   *     org.pushj.IntentKind#UNSUBSCRIBE}, or if this hub is known to verify no subscription;
   *     otherwise {@link HubReply#ACCEPTED}
   * @throws HubException if the hub gives any other answer, or none. {@link
   *     HubException#isUndecided()} is true where the hub may have taken the request all the same.
   *     Its cause is a {@link ConnectFailedException} if no connection was made. Neither the
   *     message nor {@link HubException#body()} holds the secret or the token of the callback
   */
  HubReply ask(HubAsk ask);

  /**
   * Tells a hub that topics have changed (PubSubHubbub 0.4 section 7). The content is sent along if
   * this hub takes it, and left out otherwise.
   *
   * @throws HubException if the hub answers anything but 2xx, or not at all. Its cause is a {@link
   *     ConnectFailedException} if no connection was made
   */
  void publish(HubPing ping);

  /**
   * Returns how many topics one ping to this hub may name. Default: 1, which suits every hub.
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
}
