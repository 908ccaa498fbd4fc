package org.pushj.examples.hub;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.examples.hub.content.BackOff;
import org.pushj.examples.hub.content.Content;
import org.pushj.spi.HttpTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers content to subscribers (W3C WebSub section 7): 2xx is success, 410 ends the
 * subscription, anything else is retried until the attempts of the {@link BackOff} are used up.
 */
final class ContentDistributor {
  private static final Logger LOG = LoggerFactory.getLogger(ContentDistributor.class);
  private static final int GONE = 410;

  private final URI hub;
  private final Subscriptions subscriptions;
  private final Outgoing outgoing;
  private final BackOff backOff;
  private final Set<HubFault> faults;
  private final SignatureAlgorithm algorithm;
  private final Workers workers;

  ContentDistributor(
      URI hub,
      HubSettings settings,
      Subscriptions subscriptions,
      Outgoing outgoing,
      Workers workers) {
    this.hub = hub;
    this.subscriptions = subscriptions;
    this.outgoing = outgoing;
    this.backOff = settings.backOff();
    this.faults = settings.faults();
    this.algorithm = settings.signature();
    this.workers = workers;
  }

  /**
   * Queues content for a subscriber; delivery follows in the order of the calls. Returns at once.
   */
  void distribute(Content content, HubSubscription to) {
    if (to.queue().put(content)) {
      workers.run(() -> deliverNext(to));
    }
  }

  /** Makes one attempt and schedules the next one. */
  private void deliverNext(HubSubscription earlier) {
    Optional<HubSubscription> current = subscriptions.current(earlier);
    if (current.isEmpty()) {
      return;
    }
    HubSubscription subscription = current.get();
    Optional<Content> next = subscription.queue().next();
    if (next.isEmpty()) {
      return;
    }
    Content content = next.get();
    try {
      settle(subscription, content, send(subscription.queue().payload(content), subscription));
    } catch (IOException | RuntimeException e) {
      // The latter if the content cannot be sent. Its message may contain the callback's token.
      retry(subscription, e.getClass().getSimpleName());
    }
  }

  /** Returns the status of the response; of the second one if everything is delivered twice. */
  private int send(Content payload, HubSubscription subscription) throws IOException {
    int status = post(payload, subscription);
    boolean again = status / 100 == 2 && faults.contains(HubFault.DELIVER_TWICE);
    return again ? post(payload, subscription) : status;
  }

  private int post(Content payload, HubSubscription subscription) throws IOException {
    try (HttpTransport.Response response =
        outgoing.post(subscription.callback(), headers(payload, subscription), payload.body())) {
      return response.status();
    }
  }

  private void settle(HubSubscription subscription, Content content, int status) {
    if (status == GONE) {
      subscriptions.remove(subscription.topic(), subscription.callback(), "callback gone");
    } else if (status / 100 == 2) {
      subscription.queue().delivered(content);
      LOG.debug("Delivered: {}", subscription);
      workers.run(() -> deliverNext(subscription));
    } else {
      retry(subscription, "status " + status);
    }
  }

  private void retry(HubSubscription subscription, String problem) {
    Optional<Duration> delay = subscription.queue().failed(backOff);
    if (delay.isPresent()) {
      LOG.debug("Not delivered: {}, {}; retry in {}", subscription, problem, delay.get());
      workers.runAfter(delay.get(), () -> deliverNext(subscription));
    } else {
      LOG.warn("Given up after {} attempts: {}, {}", backOff.attempts(), subscription, problem);
    }
  }

  private Map<String, String> headers(Content content, HubSubscription subscription) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", content.type());
    headers.put(
        "Link",
        "<%s>; rel=\"self\", <%s>; rel=\"hub\""
            .formatted(subscription.topic().toASCIIString(), hub));
    Secret secret = subscription.secret();
    if (secret != null) {
      headers.put("X-Hub-Signature", signature(secret, content.body()));
    }
    return headers;
  }

  /** Signs content (W3C WebSub section 7.1). */
  private String signature(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm.jcaName());
      mac.init(new SecretKeySpec(secret.bytes(), algorithm.jcaName()));
      if (faults.contains(HubFault.WRONG_SIGNATURE)) {
        mac.update((byte) 0);
      }
      return algorithm.method() + "=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm.jcaName(), e);
    }
  }
}
