package org.pushj.examples.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.UrlPolicy;

/**
 * Sends the hub's own requests, each with a deadline and a size limit, and only where the policy
 * allows.
 */
final class Outgoing {
  /** The maximum size of a topic's content, in bytes. */
  static final int LIMIT_BYTES = 10 * 1024 * 1024;

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final UrlPolicy policy;
  private final HttpTransport transport;

  /**
   * Makes the sender.
   *
   * @param policy the policy to ask before a request is accepted
   * @param transport the transport, which asks the same policy again before each request
   */
  Outgoing(UrlPolicy policy, HttpTransport transport) {
    this.policy = policy;
    this.transport = transport;
  }

  /** Returns why the hub does not contact a URL; empty if it does. */
  Optional<String> refusal(URI url) {
    return policy.refusal(url);
  }

  /** Sends a GET request. The caller closes the response. */
  HttpTransport.Response get(URI url) throws IOException {
    return send("GET", url, Map.of("Accept", "*/*"), null);
  }

  /** Sends a POST request. The caller closes the response. */
  HttpTransport.Response post(URI url, Map<String, String> headers, byte[] body)
      throws IOException {
    return send("POST", url, headers, body);
  }

  private HttpTransport.Response send(
      String method, URI url, Map<String, String> headers, byte @Nullable [] body)
      throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("User-Agent", "push-example-hub (development)");
    return transport.send(new HttpTransport.Request(method, url, all, body, DEADLINE, LIMIT_BYTES));
  }
}
