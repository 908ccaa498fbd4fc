package org.pushj.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.Urls;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubAsk;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.spi.HubPing;
import org.pushj.spi.HubReply;

/**
 * Sends requests to hubs as HTML forms (W3C WebSub section 5.1), adjusted to the {@link HubProfile}
 * of each hub. Safe for use by several threads.
 *
 * <p>If a hub answers 307 or 308, the same form goes to the new place, at most {@value
 * #MAX_REDIRECTS} times; never from https to http, and with the credentials only if the origin is
 * the same. Other redirects are not followed, since they would turn the request into a GET.
 *
 * @since 0.1
 */
public final class FormHubClient implements HubClient {
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
   * Makes a client.
   *
   * @param transport sends the requests, and refuses URLs that may not be contacted
   * @param credentials the credentials sent to hubs, beyond those of their profiles. Where both
   *     name the same header or parameter, these count
   * @param profiles how hubs differ from the specification
   * @param userAgent the {@code User-Agent} of the requests
   * @param deadline how long a request may take, including redirects
   * @param clock tells how far away a date in {@code Retry-After} is
   */
  public FormHubClient(
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

  @Override
  public HubReply ask(HubAsk ask) {
    HubProfile profile = profile(ask.hub(), ask.endpoint());
    Call call = new Call(ask.hub(), ask.endpoint(), HubParameters.of(ask, profile));
    HubAnswer answer = exchange(call);
    return switch (answer.status()) {
      case 202 -> HubReply.ACCEPTED;
      case 204 ->
          ask.kind() == IntentKind.UNSUBSCRIBE || profile.noContentVerifies()
              ? HubReply.VERIFIED
              : HubReply.ACCEPTED;
      default -> throw refusal(call, answer);
    };
  }

  @Override
  public void publish(HubPing ping) {
    HubProfile profile = profile(ping.hub(), ping.endpoint());
    Call call = new Call(ping.hub(), ping.endpoint(), HubParameters.of(ping, profile));
    HubAnswer answer = exchange(call);
    if (answer.status() / 100 != 2) {
      throw refusal(call, answer);
    }
  }

  @Override
  public int topicsPerPing(URI hub) {
    return profile(hub, HubEndpoints.of(hub).get(0)).topicsPerPing();
  }

  @Override
  public boolean renewsUnderNewCallback(URI hub) {
    return profile(hub, HubEndpoints.of(hub).get(0)).renewsUnderNewCallback();
  }

  private HubProfile profile(URI hub, URI endpoint) {
    try {
      return profiles.of(endpoint);
    } catch (RuntimeException e) {
      throw HubException.unsent(
          hub, "cannot look up the profile of the hub " + Urls.forMessage(endpoint), e);
    }
  }

  private HubAnswer exchange(Call call) {
    long end = System.nanoTime() + deadline.toNanos();
    URI at = call.parameters().at(call.endpoint());
    int redirects = 0;
    while (true) {
      HubAnswer answer = post(call, at, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      if (answer.status() != TEMPORARY_REDIRECT && answer.status() != PERMANENT_REDIRECT) {
        return answer;
      }
      if (redirects == MAX_REDIRECTS) {
        throw undecided(
            call, answer, call.endpoint(), "redirects more than " + MAX_REDIRECTS + " times");
      }
      at = redirected(call, at, answer);
      redirects++;
    }
  }

  private HubAnswer post(Call call, URI at, Duration left) {
    HubParameters parameters = call.parameters();
    Credentials extra =
        hasSameOrigin(call.endpoint(), at) && HubEndpoints.mayCarrySecret(at)
            ? credentials(call)
            : Credentials.NONE;
    if (!parameters.isForm() && !extra.parameters().isEmpty()) {
      throw HubException.unsent(
          call.hub(),
          "the hub "
              + Urls.forMessage(call.endpoint())
              + " takes the content as the body, so credentials cannot be form parameters; nothing"
              + " was sent",
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
      return HubAnswer.of(response);
    } catch (IOException | IllegalArgumentException e) {
      // The latter if a header of the credentials cannot be sent; its message holds no value.
      throw HubException.unanswered(
          call.hub(),
          "no answer from the hub "
              + Urls.forMessage(at)
              + " to the "
              + parameters.mode().wire()
              + " request: "
              + e.getMessage(),
          e);
    }
  }

  private Credentials credentials(Call call) {
    try {
      return profiles.of(call.endpoint()).credentials().and(credentials.forHub(call.endpoint()));
    } catch (RuntimeException e) {
      throw HubException.unanswered(
          call.hub(),
          "cannot look up the credentials for the hub " + Urls.forMessage(call.endpoint()),
          e);
    }
  }

  private static URI redirected(Call call, URI at, HubAnswer answer) {
    URI target =
        Optional.of(answer.location())
            .filter(location -> !location.isBlank())
            .flatMap(location -> Urls.resolveInHeader(at, location))
            .map(Urls::withoutFragment)
            .orElseThrow(() -> undecided(call, answer, at, "redirects without a URL to go to"));
    boolean downgrade =
        "https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(target.getScheme());
    if (downgrade || (call.parameters().hasSecret() && !HubEndpoints.mayCarrySecret(target))) {
      throw undecided(
          call, answer, at, "redirects from a safe to an unsafe place, " + Urls.forMessage(target));
    }
    return target;
  }

  private static boolean hasSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && String.valueOf(one.getRawAuthority())
            .toLowerCase(Locale.ROOT)
            .equals(String.valueOf(other.getRawAuthority()).toLowerCase(Locale.ROOT));
  }

  /** A redirect that leads nowhere tells nothing about the request. */
  private static HubException undecided(Call call, HubAnswer answer, URI at, String what) {
    return HubException.answered(call.hub(), answer.status(), "", Urls.forMessage(at) + " " + what);
  }

  private HubException refusal(Call call, HubAnswer answer) {
    String body = call.parameters().withoutSecrets(answer.body());
    String said = body.isBlank() ? "" : ": " + body.strip().replaceAll("\\p{Cntrl}+", " ");
    return HubException.answered(
        call.hub(),
        answer.status(),
        body,
        answer.status() / 100 < 4
            ? null
            : RetryAfter.parse(answer.retryAfter(), clock.instant()).orElse(null),
        "the hub "
            + Urls.forMessage(call.endpoint())
            + " answered "
            + answer.status()
            + " to the "
            + call.parameters().mode().wire()
            + " request"
            + said);
  }

  /** One request, to whatever place a redirect may lead it. */
  private record Call(URI hub, URI endpoint, HubParameters parameters) {}
}
