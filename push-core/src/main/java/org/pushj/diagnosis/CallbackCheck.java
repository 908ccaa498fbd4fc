package org.pushj.diagnosis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.OpenRequest;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.endpoint.CallbackProbe;
import org.pushj.platform.Randomness;
import org.pushj.spi.ConnectFailedException;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlRefusedException;

/**
 * Sends a signed request to the callback URL, as the hub would, and looks whether an endpoint of
 * this application answers it: one that knows the subscription, on whatever node.
 */
public final class CallbackCheck implements DiagnosticCheck {
  private static final long BODY_LIMIT_BYTES = 1024;

  private final URI base;
  private final HttpTransport http;
  private final String userAgent;
  private final Duration deadline;
  private final Randomness randomness;

  /** Makes the check, whose request may take so long. */
  public CallbackCheck(
      URI base, HttpTransport http, String userAgent, Duration deadline, Randomness randomness) {
    this.base = base;
    this.http = http;
    this.userAgent = userAgent;
    this.deadline = deadline;
    this.randomness = randomness;
  }

  @Override
  public Check subject() {
    return Check.CALLBACK;
  }

  @Override
  public Finding examine(Subscription subject, Instant now) {
    return lastTold(subject).map(known -> probe(known, now)).orElseGet(this::connect);
  }

  /** Returns what the hub was told last: while a request is open, it may be another callback. */
  private static Optional<Registration> lastTold(Subscription subject) {
    return Optional.ofNullable(subject.open())
        .map(OpenRequest::registration)
        .or(subject::registration);
  }

  /**
   * Looks whether anything answers at the callback base: what a hub that verifies before it answers
   * was given is not kept once it has refused the request.
   */
  private Finding connect() {
    try (HttpTransport.Response response = http.send(request(base))) {
      return finding(
          Result.UNKNOWN,
          "No hub knows a callback URL of it; a GET of the callback base %s is answered %s"
              .formatted(Urls.forMessage(base), response.status()));
    } catch (ConnectFailedException e) {
      return finding(
          Result.BAD,
          "No connection to the callback base %s: %s"
              .formatted(Urls.forMessage(base), e.getMessage()));
    } catch (IOException e) {
      return finding(
          Result.UNKNOWN,
          "No hub knows a callback URL of it; a GET of the callback base %s failed: %s"
              .formatted(Urls.forMessage(base), e.getMessage()));
    }
  }

  private Finding probe(Registration known, Instant now) {
    CallbackProbe probe = CallbackProbe.of(known, now, randomness);
    URI at = URI.create(known.callbackUrl() + "?" + probe.query());
    String url =
        "the callback URL under the callback base " + Urls.forMessage(known.callbackBase());
    try (HttpTransport.Response response = http.send(request(at))) {
      if (response.status() != 200) {
        return answered(url, response.status());
      }
      byte[] expected = probe.answer().getBytes(US_ASCII);
      return MessageDigest.isEqual(expected, response.body().readNBytes(expected.length + 1))
          ? finding(Result.OK, "A signed request to " + url + " was answered by this endpoint")
          : finding(
              Result.BAD,
              "Something else answers 200 at " + url + ": another application, or a proxy");
    } catch (UrlRefusedException e) {
      return finding(
          Result.UNKNOWN,
          "Not tried, since the URL policy forbids %s: %s"
              .formatted(url, masked(e, known.callback())));
    } catch (ConnectFailedException e) {
      return finding(Result.BAD, "No connection to " + url + ": " + masked(e, known.callback()));
    } catch (IOException e) {
      return finding(Result.BAD, "No answer from " + url + ": " + masked(e, known.callback()));
    }
  }

  private HttpTransport.Request request(URI at) {
    return new HttpTransport.Request(
        "GET", at, Map.of("User-Agent", userAgent), null, deadline, BODY_LIMIT_BYTES);
  }

  private static Finding answered(String url, int status) {
    String text = "A request to " + url + " was answered " + status;
    return finding(
        Result.BAD,
        status / 100 == 3
            ? text + ": a redirect, which hubs do not follow"
            : status == 503 ? text + ": the endpoint, or what stands before it, fails" : text);
  }

  private static String masked(IOException e, CallbackToken callback) {
    return callback.maskedIn(String.valueOf(e.getMessage()));
  }

  private static Finding finding(Result result, String text) {
    return new Finding(Check.CALLBACK, result, text);
  }
}
