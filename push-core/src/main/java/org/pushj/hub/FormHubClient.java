package org.pushj.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jsoup.Jsoup;
import org.pushj.HubException;
import org.pushj.IntentKind;
import org.pushj.MediaType;
import org.pushj.Registration;
import org.pushj.Secret;
import org.pushj.Urls;
import org.pushj.contact.HubEndpoints;
import org.pushj.platform.Platform;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.HubCredentials;
import org.pushj.spi.HubCredentials.Credentials;
import org.pushj.text.Texts;

/**
 * Sends requests to hubs as HTML forms (W3C WebSub section 5.1), adjusted to the {@link HubProfile}
 * of each hub. Safe for use by several threads.
 *
 * <p>If a hub answers 307 or 308, the same form is sent to the new URL, at most {@value
 * #MAX_REDIRECTS} times; never from https to http, and with the credentials only if the origin is
 * the same. Other redirects are not followed, since they would turn the request into a GET.
 *
 * @since 0.1
 */
public final class FormHubClient implements HubClient {
  /** The maximum number of redirects followed for one request. */
  public static final int MAX_REDIRECTS = 5;

  private static final long BODY_LIMIT_BYTES = 1L << 20;

  private final HttpTransport transport;
  private final HubCredentials credentials;
  private final HubProfiles profiles;
  private final String userAgent;
  private final Duration deadline;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /**
   * Makes a client.
   *
   * @param transport sends the requests, and refuses URLs that may not be contacted
   * @param credentials the credentials sent to hubs, beyond those of their profiles. If both set
   *     the same header or parameter, these take precedence
   * @param profiles the hubs' deviations from the specification
   * @param userAgent the {@code User-Agent} of the requests
   * @param deadline how long a request may take, including redirects
   * @param clock used to compute the delay from a date in {@code Retry-After}
   */
  public FormHubClient(
      HttpTransport transport,
      HubCredentials credentials,
      HubProfiles profiles,
      String userAgent,
      Duration deadline,
      InstantSource clock) {
    this(
        transport,
        credentials,
        profiles,
        userAgent,
        deadline,
        clock,
        Platform.system().ticker()::nanoTime);
  }

  /**
   * Makes a client with a time of its own.
   *
   * @param nanoTime measures the deadline, as {@link System#nanoTime} does
   */
  public FormHubClient(
      HttpTransport transport,
      HubCredentials credentials,
      HubProfiles profiles,
      String userAgent,
      Duration deadline,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.transport = transport;
    this.credentials = credentials;
    this.profiles = profiles;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public Reply ask(Ask ask) {
    HubProfile profile = askedAt(ask.hub(), ask.endpoint());
    HubParameters request = withCredentials(HubParameters.of(ask, profile));
    Answer answer = exchange(request);
    return switch (answer.status()) {
      case 202 -> Reply.ACCEPTED;
      case 204 ->
          ask.kind() == IntentKind.UNSUBSCRIBE || profile.settings.noContentVerifies
              ? Reply.VERIFIED
              : Reply.ACCEPTED;
      default -> throw refusal(request, answer);
    };
  }

  @Override
  public void publish(Ping ping) {
    HubParameters request =
        withCredentials(HubParameters.of(ping, askedAt(ping.hub(), ping.endpoint())));
    Answer answer = exchange(request);
    if (answer.status() / 100 != 2) {
      throw refusal(request, answer);
    }
  }

  @Override
  public int topicsPerPing(URI hub) {
    return profile(hub).settings.topicsPerPing;
  }

  @Override
  public boolean renewsUnderNewCallback(URI hub) {
    return profile(hub).settings.renewsUnderNewCallback;
  }

  @Override
  public Optional<View> view(Registration known) {
    URI endpoint = HubEndpoints.of(known.hub()).get(0);
    String path = profile(known.hub(), endpoint).settings.detailsPath;
    if (path == null) {
      return Optional.empty();
    }
    Secret secret = HubEndpoints.mayCarrySecret(endpoint) ? known.secret() : null;
    URI at = SubscriptionDetails.url(endpoint, path, known, secret);
    Map<String, String> headers = Map.of("User-Agent", userAgent);
    try (HttpTransport.Response response =
        transport.send(
            new HttpTransport.Request("GET", at, headers, null, deadline, BODY_LIMIT_BYTES))) {
      return response.status() == 200
          ? SubscriptionDetails.read(
              response.body(), known, text -> withoutCredentials(known.hub(), text))
          : Optional.empty();
    } catch (IOException e) {
      // Its message may repeat the URL.
      throw HubException.unanswered(known.hub(), "the hub gave no answer about what it knows", e);
    }
  }

  /** Masks those of its profile and those of the application, for each of the hub's endpoints. */
  @Override
  public String withoutCredentials(URI hub, String text) {
    String masked = text;
    for (URI endpoint : HubEndpoints.of(hub)) {
      Credentials ofProfile = profile(hub, endpoint).settings.credentials;
      masked = credentials.forHub(endpoint).maskedIn(ofProfile.maskedIn(masked));
    }
    return masked;
  }

  private HubProfile profile(URI hub) {
    return profile(hub, HubEndpoints.of(hub).get(0));
  }

  /**
   * Returns the profile of a hub that is about to be asked; throws if it is not to be asked there.
   */
  private HubProfile askedAt(URI hub, URI endpoint) {
    HubProfile profile = profile(hub, endpoint);
    if (!profile.settings.httpsTwin && !endpoint.equals(hub)) {
      String why = "the hub " + Urls.forMessage(hub) + " has no https, as its profile says";
      // As if it had been tried, and no server had listened there.
      throw HubException.unsent(
          hub, why, new ConnectFailedException(why, new ConnectException(why)));
    }
    return profile;
  }

  private HubProfile profile(URI hub, URI endpoint) {
    try {
      return profiles.of(endpoint);
    } catch (RuntimeException e) {
      throw HubException.unsent(
          hub, "cannot look up the profile of the hub " + Urls.forMessage(endpoint), e);
    }
  }

  private Answer exchange(HubParameters request) {
    long end = nanoTime.getAsLong() + deadline.toNanos();
    URI at = request.target();
    for (int redirects = 0; true; redirects++) {
      Answer answer = post(request, at, Duration.ofNanos(Math.max(1, end - nanoTime.getAsLong())));
      if (answer.status() != 307 && answer.status() != 308) {
        return answer;
      }
      if (redirects == MAX_REDIRECTS) {
        String what = "redirects more than " + MAX_REDIRECTS + " times";
        throw undecided(request, answer, request.endpoint(), what);
      }
      at = redirected(request, at, answer);
    }
  }

  private Answer post(HubParameters request, URI at, Duration left) {
    boolean sameOrigin = at.resolve("/").equals(request.endpoint().resolve("/"));
    Credentials extra = sameOrigin ? request.credentials() : Credentials.NONE;
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(extra.headers());
    headers.put("Content-Type", request.contentType());
    headers.put("User-Agent", userAgent);
    byte[] body = request.body(extra.parameters());
    try (HttpTransport.Response response =
        transport.send(
            new HttpTransport.Request("POST", at, headers, body, left, BODY_LIMIT_BYTES))) {
      boolean accepted = response.status() == 202 || response.status() == 204;
      return new Answer(response.status(), response.headers(), accepted ? "" : textOf(response));
    } catch (IOException | IllegalArgumentException e) {
      // The latter if a header of the credentials cannot be sent; its message holds no value.
      boolean repeated = request.isRepeatedIn(e);
      throw HubException.unanswered(
          request.hub(),
          "no answer from the hub %s to the %s request: %s"
              .formatted(
                  request.withoutSecrets(Urls.forMessage(at)),
                  request.mode(),
                  repeated ? "malformed, and with secrets of ours in it" : e.getMessage()),
          repeated ? null : e);
    }
  }

  /**
   * Returns what a hub has to say to people, which is plain text or a page. Other content may be
   * the data of a machine that is no hub, and is not shown.
   */
  private static String textOf(HttpTransport.Response response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    String essence = MediaType.parse(type).essence();
    if (!essence.equals("text/plain") && !essence.equals("text/html")) {
      return "";
    }
    try {
      String text = new String(response.body().readNBytes(HubException.BODY_LIMIT_BYTES), UTF_8);
      return essence.equals("text/html") ? Jsoup.parse(text).text() : text;
    } catch (IOException e) {
      return "(the text of the answer could not be read)";
    }
  }

  /** Adds the credentials of the application; drops all if they may not be sent. */
  private HubParameters withCredentials(HubParameters request) {
    URI endpoint = request.endpoint();
    if (!HubEndpoints.mayCarrySecret(endpoint)) {
      return request.with(Credentials.NONE);
    }
    Credentials all;
    try {
      all = request.credentials().and(credentials.forHub(endpoint));
    } catch (RuntimeException e) {
      throw HubException.unanswered(
          request.hub(),
          "cannot look up the credentials for the hub " + Urls.forMessage(endpoint),
          e);
    }
    if (request.content() != null && !all.parameters().isEmpty()) {
      throw HubException.unsent(
          request.hub(),
          ("the hub %s takes the content as the body, so credentials cannot be form parameters;"
                  + " nothing was sent")
              .formatted(Urls.forMessage(endpoint)),
          null);
    }
    return request.with(all);
  }

  private static URI redirected(HubParameters request, URI at, Answer answer) {
    URI target =
        answer
            .headers()
            .firstValue("Location")
            .filter(location -> !location.isBlank())
            .flatMap(location -> Urls.resolveInHeader(at, location))
            .map(Urls::withoutFragment)
            .orElseThrow(() -> undecided(request, answer, at, "redirects without a URL to go to"));
    boolean downgrade =
        "https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(target.getScheme());
    if (downgrade || (request.secret() != null && !HubEndpoints.mayCarrySecret(target))) {
      String what =
          "redirects from a safe to an unsafe place, "
              + request.withoutSecrets(Urls.forMessage(target));
      throw undecided(request, answer, at, what);
    }
    return target;
  }

  /** A redirect that leads nowhere tells nothing about the request. */
  private static HubException undecided(HubParameters request, Answer answer, URI at, String what) {
    return HubException.answered(
        request.hub(),
        answer.status(),
        "",
        request.withoutSecrets(Urls.forMessage(at)) + " " + what);
  }

  private HubException refusal(HubParameters request, Answer answer) {
    String body = request.withoutSecrets(answer.body());
    String said = body.isBlank() ? "" : ": " + Texts.excerpt(body.strip());
    Optional<Duration> wait =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(value -> answer.status() >= 400)
            .flatMap(value -> RetryAfter.parse(value, clock.instant()));
    return HubException.answered(
        request.hub(),
        answer.status(),
        body,
        wait.orElse(null),
        "the hub %s answered %d to the %s request%s"
            .formatted(Urls.forMessage(request.endpoint()), answer.status(), request.mode(), said));
  }

  /** A hub's answer, and of its text no more than an exception keeps. */
  private record Answer(int status, HttpHeaders headers, String body) {}
}
