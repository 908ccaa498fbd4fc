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
import org.pushj.HubException;
import org.pushj.Problem;
import org.pushj.Subscription;
import org.pushj.lifecycle.HubAsker;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.HubClient;
import org.pushj.spi.UrlRefusedException;
import org.pushj.work.HubEndpoints;

/** Looks whether the hub answers, and what it says of the subscription. */
public final class HubCheck {
  private static final long BODY_LIMIT_BYTES = 1024;

  private final HubAsker hubs;
  private final HttpTransport http;
  private final String userAgent;
  private final Duration deadline;

  /** Makes the check, whose requests may take so long each. */
  public HubCheck(HubAsker hubs, HttpTransport http, String userAgent, Duration deadline) {
    this.hubs = hubs;
    this.http = http;
    this.userAgent = userAgent;
    this.deadline = deadline;
  }

  /** A GET asks a hub for nothing: any answer but 5xx shows that it is there. */
  Finding check(Subscription subject, Instant now) {
    URI hub = subject.hub();
    if (hub == null) {
      return finding(Check.HUB, Result.UNKNOWN, "No hub is known yet");
    }
    Optional<Instant> spared = hubs.sparedUntil(hub, now);
    if (spared.isPresent()) {
      return finding(
          Check.HUB,
          Result.BAD,
          "It fails: its circuit breaker is open until " + spared.get() + " on this node");
    }
    Problem problem = subject.progress().problem();
    if (problem != null && isOfHub(problem)) {
      return finding(Check.HUB, Result.BAD, "The last request failed: " + problem.text());
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
          Check.HUB,
          response.status() >= 500 ? Result.BAD : Result.OK,
          "It answers; the status of a GET is " + response.status());
    } catch (UrlRefusedException e) {
      return finding(Check.HUB, Result.UNKNOWN, "The URL policy forbids it: " + e.getMessage());
    } catch (IOException e) {
      return finding(Check.HUB, Result.BAD, "It does not answer: " + e.getMessage());
    }
  }

  Finding view(Subscription subject, Instant now) {
    Optional<Instant> spared =
        Optional.ofNullable(subject.hub()).flatMap(hub -> hubs.sparedUntil(hub, now));
    if (spared.isPresent()) {
      return finding(
          Check.HUB_VIEW,
          Result.UNKNOWN,
          "Not asked, since it fails: it is spared until " + spared.get() + " on this node");
    }
    try {
      Optional<HubClient.View> view = subject.registration().flatMap(hubs::view);
      return view.map(
              said ->
                  finding(
                      Check.HUB_VIEW,
                      said.verified() ? Result.OK : Result.BAD,
                      "The hub says: " + said.text()))
          .orElseGet(
              () ->
                  finding(Check.HUB_VIEW, Result.UNKNOWN, "This hub does not tell what it knows"));
    } catch (HubException e) {
      return finding(Check.HUB_VIEW, Result.UNKNOWN, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isOfHub(Problem problem) {
    return switch (problem.kind()) {
      case UNANSWERED, HUB_ERROR, HUB_FAILS -> true;
      default -> false;
    };
  }

  private static Finding finding(Check check, Result result, String text) {
    return new Finding(check, result, text);
  }
}
