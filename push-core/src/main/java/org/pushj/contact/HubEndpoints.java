package org.pushj.contact;

import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.pushj.HubException;
import org.pushj.spi.ConnectFailedException;

/** Decides where requests to a hub are sent, and which of them may carry a secret. */
public final class HubEndpoints {
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "localhost|.{1,250}\\.localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(?:0{0,4}:){2,7}0{0,3}1]");

  private static final Pattern AT_PORT_80 = Pattern.compile("^(://[^/?#]*):0*80(?=[/?#]|$)");

  /** Answers of a server that is no hub: 525 is what a proxy says that gets no TLS behind it. */
  private static final Set<Integer> NO_HUB = Set.of(403, 404, 525);

  private HubEndpoints() {}

  /**
   * Returns the URLs at which to try a hub, in order. Hubs are often advertised as http although
   * they support https, and only https may carry a secret: so an http hub at the default port is
   * tried over https first.
   */
  public static List<URI> of(URI hub) {
    boolean twin =
        "http".equalsIgnoreCase(hub.getScheme())
            && hub.getRawAuthority() != null
            && (hub.getPort() == -1 || hub.getPort() == 80)
            && !isLoopback(hub);
    if (!twin) {
      return List.of(hub);
    }
    String rest = AT_PORT_80.matcher(hub.toString().substring("http".length())).replaceFirst("$1");
    return List.of(URI.create("https" + rest), hub);
  }

  /** Tells whether a URL at which a hub is tried is not the one that was advertised. */
  public static boolean isTwin(URI hub, URI endpoint) {
    return !endpoint.equals(hub);
  }

  /**
   * Tells whether a failure at the https twin of a hub shows that no hub is there, so that the hub
   * itself may be asked, without a secret. A bad certificate does not: it may be an attacker's.
   */
  public static boolean isNoHub(HubException failure) {
    return NO_HUB.contains(failure.status().orElse(0))
        || (failure.getCause() instanceof ConnectFailedException failed && failed.isRefused());
  }

  /**
   * Sends a request to the first URL of {@link #of}, and to the next one if there is no hub.
   *
   * @param isNoHub tells whether a failure shows that
   * @param request sends the request to a URL
   * @throws HubException that of the last URL tried
   */
  public static void tryInOrder(URI hub, Predicate<HubException> isNoHub, Consumer<URI> request) {
    Iterator<URI> endpoints = of(hub).iterator();
    while (true) {
      try {
        request.accept(endpoints.next());
        return;
      } catch (HubException e) {
        if (!endpoints.hasNext() || !isNoHub.test(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Tells whether a secret or credentials may go to this URL (W3C WebSub section 5.1): over https,
   * or for development to a loopback address.
   */
  public static boolean mayCarrySecret(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme()) || isLoopback(endpoint);
  }

  private static boolean isLoopback(URI url) {
    return url.getHost() != null
        && LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
  }
}
