package org.pushj.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pushj.HubException;
import org.pushj.Urls;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.HubReply;

/**
 * Sends requests to hubs. Safe for use by several threads.
 *
 * <p>A hub may answer 307 or 308: then the same form goes to the new place, at most {@value
 * #MAX_REDIRECTS} times, never from https to http, and with the credentials only if the origin is
 * the same.
 *
 * @since 0.1
 */
public final class HubClient {
  /** How many redirects of a hub are followed for one request. */
  public static final int MAX_REDIRECTS = 5;

  private static final int TEMPORARY_REDIRECT = 307;
  private static final int PERMANENT_REDIRECT = 308;
  private static final long BODY_LIMIT_BYTES = 1L << 20;

  private final HttpTransport transport;
  private final HubCredentials credentials;
  private final HubProfiles profiles;
  private final String userAgent;
  private final Duration deadline;
  private final InstantSource clock;

  /**
   * Makes a client with {@link HubProfiles#defaults()} and the clock of the system.
   *
   * @param credentials what hubs want to see
   * @param userAgent the {@code User-Agent} of the requests
   * @param deadline how long a request may take in all, redirects included
   */
  public HubClient(
      HttpTransport transport, HubCredentials credentials, String userAgent, Duration deadline) {
    this(
        transport,
        credentials,
        HubProfiles.defaults(),
        userAgent,
        deadline,
        InstantSource.system());
  }

  /**
   * Makes a client.
   *
   * @param credentials what hubs want to see, beyond what their profiles say. Where both name the
   *     same header or parameter, this counts
   * @param profiles what is particular about hubs
   * @param userAgent the {@code User-Agent} of the requests
   * @param deadline how long a request may take in all, redirects included
   * @param clock tells how long it is to a date in {@code Retry-After}
   */
  public HubClient(
      HttpTransport transport,
      HubCredentials credentials,
      HubProfiles profiles,
      String userAgent,
      Duration deadline,
      InstantSource clock) {
    this.transport = transport;
    this.credentials = credentials;
    this.profiles = profiles;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.clock = clock;
  }

  /**
   * Asks a hub to subscribe or unsubscribe (W3C WebSub section 5.1).
   *
   * @param endpoint one of the {@link HubEndpoints} of the hub
   * @throws HubException if the hub answers anything but 202 or 204, or not at all
   */
  public HubReply request(URI endpoint, HubParameters parameters) {
    Answer answer = exchange(endpoint, parameters);
    return switch (answer.status()) {
      case 202 -> HubReply.ACCEPTED;
      case 204 -> HubReply.VERIFIED;
      default -> throw refusal(endpoint, parameters, answer);
    };
  }

  /**
   * Returns the profile of a hub.
   *
   * @throws HubException if a predicate of the profiles fails
   */
  public HubProfile profile(URI hub) {
    try {
      return profiles.of(hub);
    } catch (RuntimeException e) {
      throw HubException.unsent(
          hub, "the profile of the hub " + Urls.forMessage(hub) + " cannot be had", e);
    }
  }

  /**
   * Tells a hub of changes (PubSubHubbub 0.4 section 7).
   *
   * @param endpoint one of the {@link HubEndpoints} of the hub
   * @throws HubException if the hub answers anything but 2xx, or not at all
   */
  public void publish(URI endpoint, HubParameters parameters) {
    Answer answer = exchange(endpoint, parameters);
    if (answer.status() / 100 != 2) {
      throw refusal(endpoint, parameters, answer);
    }
  }

  private Answer exchange(URI hub, HubParameters parameters) {
    long end = System.nanoTime() + deadline.toNanos();
    URI at = parameters.at(hub);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      Answer answer =
          post(hub, at, parameters, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      if (answer.status() != TEMPORARY_REDIRECT && answer.status() != PERMANENT_REDIRECT) {
        return answer;
      }
      at = redirected(hub, at, parameters, answer);
    }
    throw HubException.unanswered(
        hub, Urls.forMessage(hub) + " redirects more than " + MAX_REDIRECTS + " times", null);
  }

  private Answer post(URI hub, URI at, HubParameters parameters, Duration left) {
    Credentials extra =
        hasSameOrigin(hub, at) && HubEndpoints.mayCarrySecret(at)
            ? credentialsFor(hub)
            : Credentials.NONE;
    if (!parameters.isForm() && !extra.parameters().isEmpty()) {
      throw HubException.unsent(
          hub,
          "the hub "
              + Urls.forMessage(hub)
              + " takes the content as the body, which leaves no room for credentials that are form"
              + " parameters; nothing was sent",
          null);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(extra.headers());
    headers.put("Content-Type", parameters.contentType());
    headers.put("User-Agent", userAgent);
    byte[] body = parameters.body(extra.parameters());
    HttpTransport.Request request =
        new HttpTransport.Request("POST", at, headers, body, left, BODY_LIMIT_BYTES);
    try (HttpTransport.Response response = transport.send(request)) {
      return Answer.of(response);
    } catch (IOException | IllegalArgumentException e) {
      // The latter where a header field of the credentials cannot be sent; the message has no
      // value.
      throw HubException.unanswered(
          hub,
          "no answer from the hub "
              + Urls.forMessage(at)
              + " to the "
              + parameters.mode().wire()
              + " request: "
              + e.getMessage(),
          e);
    }
  }

  private Credentials credentialsFor(URI hub) {
    try {
      return profiles.of(hub).credentials().and(credentials.forHub(hub));
    } catch (RuntimeException e) {
      throw HubException.unanswered(
          hub, "the credentials for the hub " + Urls.forMessage(hub) + " cannot be had", e);
    }
  }

  private static URI redirected(URI hub, URI at, HubParameters parameters, Answer answer) {
    URI target =
        Optional.of(answer.location())
            .filter(location -> !location.isBlank())
            .flatMap(location -> Urls.resolveInHeader(at, location))
            .map(Urls::withoutFragment)
            .orElseThrow(
                () ->
                    HubException.unanswered(
                        hub, Urls.forMessage(hub) + " redirects without a URL to go to", null));
    boolean downgrade =
        "https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(target.getScheme());
    if (downgrade || (parameters.hasSecret() && !HubEndpoints.mayCarrySecret(target))) {
      throw HubException.unanswered(
          hub,
          Urls.forMessage(hub)
              + " redirects from a safe to an unsafe place, "
              + Urls.forMessage(target),
          null);
    }
    return target;
  }

  private static boolean hasSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && String.valueOf(one.getRawAuthority())
            .toLowerCase(Locale.ROOT)
            .equals(String.valueOf(other.getRawAuthority()).toLowerCase(Locale.ROOT));
  }

  private HubException refusal(URI hub, HubParameters parameters, Answer answer) {
    String body = parameters.withoutSecrets(answer.body());
    String said = body.isBlank() ? "" : ": " + body.strip().replaceAll("\\p{Cntrl}+", " ");
    return HubException.answered(
        hub,
        answer.status(),
        body,
        answer.status() / 100 < 4
            ? null
            : RetryAfter.parse(answer.retryAfter(), clock.instant()).orElse(null),
        "the hub "
            + Urls.forMessage(hub)
            + " answered "
            + answer.status()
            + " to the "
            + parameters.mode().wire()
            + " request"
            + said);
  }

  /** What matters of a hub's answer. */
  private record Answer(int status, String location, String retryAfter, String body) {
    static Answer of(HttpTransport.Response response) {
      String location = response.headers().firstValue("Location").orElse("");
      String retryAfter = response.headers().firstValue("Retry-After").orElse("");
      boolean accepted = response.status() == 202 || response.status() == 204;
      return new Answer(response.status(), location, retryAfter, accepted ? "" : bodyOf(response));
    }

    private static String bodyOf(HttpTransport.Response response) {
      try {
        return new String(response.body().readNBytes(HubException.BODY_LIMIT_BYTES), UTF_8);
      } catch (IOException e) {
        return "(the text of the answer could not be read: " + e.getMessage() + ")";
      }
    }
  }
}
