package org.pushj.diagnosis;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.pushj.Diagnosis.Check;
import org.pushj.Diagnosis.Finding;
import org.pushj.Diagnosis.Result;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.contact.HubEndpoints;
import org.pushj.lifecycle.HubAsker;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlRefusedException;

/** Looks whether the hub answers. */
public final class HubCheck implements DiagnosticCheck {
  private static final long BODY_LIMIT_BYTES = 1024;

  private final HubAsker hubs;
  private final HttpTransport http;
  private final String userAgent;
  private final Duration deadline;

  /** Makes the check, whose request may take so long. */
  public HubCheck(HubAsker hubs, HttpTransport http, String userAgent, Duration deadline) {
    this.hubs = hubs;
    this.http = http;
    this.userAgent = userAgent;
    this.deadline = deadline;
  }

  @Override
  public Check subject() {
    return Check.HUB;
  }

  /** A GET asks a hub for nothing: any answer but 5xx shows that it is there. */
  @Override
  public Finding examine(Subscription subject, Instant now) {
    URI hub = subject.hub();
    if (hub == null) {
      return finding(Result.UNKNOWN, "No hub is known yet");
    }
    Optional<Instant> spared = hubs.sparedUntil(hub, now);
    if (spared.isPresent()) {
      return finding(
          Result.BAD,
          "It fails: its circuit breaker is open until " + spared.get() + " on this node");
    }
    Problem problem = subject.progress().problem();
    if (problem != null && isOfHub(problem)) {
      return finding(Result.BAD, "The last request failed: " + problem.text());
    }
    HttpTransport.Request request =
        new HttpTransport.Request(
            "GET",
            HubEndpoints.of(hub).get(0),
            Map.of("User-Agent", userAgent),
            null,
            deadline,
            BODY_LIMIT_BYTES);
    try (HttpTransport.Response response = http.send(request)) {
      return finding(
          response.status() >= 500 ? Result.BAD : Result.OK,
          "It answers; the status of a GET is " + response.status());
    } catch (UrlRefusedException e) {
      return finding(Result.UNKNOWN, "The URL policy forbids it: " + e.getMessage());
    } catch (IOException e) {
      return finding(Result.BAD, "It does not answer: " + e.getMessage());
    }
  }

  private static boolean isOfHub(Problem problem) {
    return switch (problem.kind()) {
      case UNANSWERED, INCONCLUSIVE, HUB_ERROR, HUB_FAILS -> true;
      default -> false;
    };
  }

  private static Finding finding(Result result, String text) {
    return new Finding(Check.HUB, result, text);
  }
}
