package org.pushj.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Knows what a hub wants to see before it takes requests. Safe for use by several threads.
 *
 * <p>The answer goes to the hub that was asked about and to no other origin: where a hub redirects
 * elsewhere, it is left out.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HubCredentials {

  /**
   * Returns what to add to requests to this hub.
   *
   * @param hub the hub, as it was advertised or given, or its https twin
   */
  Credentials forHub(URI hub);

  /** Returns credentials for no hub at all. */
  static HubCredentials none() {
    return hub -> Credentials.NONE;
  }

  /**
   * Returns credentials for one hub: HTTP Basic (RFC 7617). They are sent over https only, or to a
   * loopback address.
   *
   * @param host the host of the hub, in lower case
   * @param user the user name, without a colon
   * @param password the password
   */
  static HubCredentials basic(String host, String user, String password) {
    Credentials credentials = Credentials.basic(user, password);
    return hub -> host.equalsIgnoreCase(hub.getHost()) ? credentials : Credentials.NONE;
  }

  /**
   * What is added to a request.
   *
   * @param headers header fields by name
   * @param parameters form parameters by name
   */
  record Credentials(Map<String, String> headers, Map<String, String> parameters) {
    /** Nothing to add. */
    public static final Credentials NONE = new Credentials(Map.of(), Map.of());

    /** Copies the maps. */
    public Credentials {
      headers = Map.copyOf(headers);
      parameters = Map.copyOf(parameters);
    }

    /**
     * Returns the credentials of HTTP Basic (RFC 7617).
     *
     * @param user the user name, without a colon
     * @param password the password
     * @throws IllegalArgumentException if the user name has a colon
     */
    public static Credentials basic(String user, String password) {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException(
            "user: a user name of HTTP Basic has no colon, this one has");
      }
      String value =
          "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
      return new Credentials(Map.of("Authorization", value), Map.of());
    }

    /**
     * Returns these credentials and others. Where both have the same header, in whatever case, or
     * the same parameter, the others count.
     */
    public Credentials and(Credentials others) {
      Map<String, String> allHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      allHeaders.putAll(headers);
      allHeaders.putAll(others.headers);
      Map<String, String> allParameters = new HashMap<>(parameters);
      allParameters.putAll(others.parameters);
      return new Credentials(allHeaders, allParameters);
    }

    /** Returns a text that gives no value away. */
    @Override
    public String toString() {
      return "Credentials[headers "
          + headers.keySet()
          + ", parameters "
          + parameters.keySet()
          + "]";
    }
  }
}
