package org.pushj.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pushj.text.Texts;

/**
 * Supplies the credentials sent to a hub. Implementations are thread-safe.
 *
 * <p>Credentials are sent to that hub and to no other origin: they are dropped when a hub redirects
 * elsewhere.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HubCredentials {

  /**
   * Returns the credentials to add to requests to a hub.
   *
   * @param hub the hub's URL as it was advertised or configured, or the same URL with https
   */
  Credentials forHub(URI hub);

  /** Returns credentials that add nothing for any hub. */
  static HubCredentials none() {
    return hub -> Credentials.NONE;
  }

  /**
   * Returns HTTP Basic credentials (RFC 7617) for one hub. They are sent over https, or to a
   * loopback address, only.
   *
   * @param host the host of the hub, in any case
   * @param user the user name, without a colon
   * @param password the password
   */
  static HubCredentials basic(String host, String user, String password) {
    Credentials credentials = Credentials.basic(user, password);
    return hub -> host.equalsIgnoreCase(hub.getHost()) ? credentials : Credentials.NONE;
  }

  /**
   * The headers and parameters added to a request.
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
     * Returns HTTP Basic credentials (RFC 7617).
     *
     * @param user the user name, without a colon
     * @param password the password
     * @throws IllegalArgumentException if the user name has a colon
     */
    public static Credentials basic(String user, String password) {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("user must not contain a colon in HTTP Basic");
      }
      String value =
          "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
      return new Credentials(Map.of("Authorization", value), Map.of());
    }

    /**
     * Returns these credentials combined with others. If both have the same header, ignoring case,
     * or the same parameter, the others take precedence.
     */
    public Credentials and(Credentials others) {
      Map<String, String> allHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      allHeaders.putAll(headers);
      allHeaders.putAll(others.headers);
      Map<String, String> allParameters = new HashMap<>(parameters);
      allParameters.putAll(others.parameters);
      return new Credentials(allHeaders, allParameters);
    }

    /**
     * Masks these credentials in a text from outside that may repeat them: each value, in the
     * encoding of forms too, the token after the scheme of a header, and the password of HTTP
     * Basic.
     */
    public String maskedIn(String text) {
      String masked = text;
      for (String value : told()) {
        masked = Texts.masked(masked, value);
      }
      return masked;
    }

    /** Returns what tells them, the longest first, as one may be part of another. */
    private List<String> told() {
      List<String> told = new ArrayList<>();
      for (String value : headers.values()) {
        String token = value.substring(value.indexOf(' ') + 1).strip();
        told.addAll(List.of(value, token));
        if (value.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
          passwordOf(token).ifPresent(told::add);
        }
      }
      for (String value : parameters.values()) {
        told.addAll(List.of(value, URLEncoder.encode(value, UTF_8)));
      }
      told.removeIf(String::isBlank);
      told.sort(Comparator.comparingInt(String::length).reversed());
      return told;
    }

    private static Optional<String> passwordOf(String token) {
      try {
        String pair = new String(Base64.getDecoder().decode(token), UTF_8);
        return Optional.of(pair.substring(pair.indexOf(':') + 1));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }

    /** Returns the names only, never a value. */
    @Override
    public String toString() {
      return "Credentials[headers %s, parameters %s]"
          .formatted(headers.keySet(), parameters.keySet());
    }
  }
}
