package org.pushj.examples.hub;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushj.examples.hub.content.SubscriberQueue;
import org.pushj.examples.hub.requests.Form;
import org.pushj.examples.hub.requests.HubMode;
import org.pushj.examples.hub.requests.IntentRequest;
import org.pushj.examples.hub.requests.RequestRefusedException;

/**
 * The hub without its servlet container. It answers a request at once and does the work afterwards:
 *
 * <ol>
 *   <li>A request to subscribe or unsubscribe goes to the {@link Verifier}, and takes effect once
 *       the subscriber has confirmed it.
 *   <li>A publisher's ping that a topic has changed goes to {@link ChangedTopics}, which fetches
 *       the topic if it has subscribers.
 *   <li>The {@link ContentDistributor} delivers the content to each subscriber.
 * </ol>
 */
final class Hub {
  private static final Duration SHORT_LEASE = Duration.ofSeconds(5);
  private static final Duration SLOW_RESPONSE = Duration.ofSeconds(5);

  private final URI url;
  private final Outgoing outgoing;
  private final Workers workers;
  private final Subscriptions subscriptions;
  private final Verifier verifier;
  private final ChangedTopics changedTopics;
  private final Set<HubFault> faults;

  Hub(URI url, HubSettings settings, Outgoing outgoing, Workers workers) {
    this.url = url;
    this.outgoing = outgoing;
    this.workers = workers;
    faults = settings.faults();
    subscriptions =
        new Subscriptions(settings.clock(), () -> new SubscriberQueue(settings.deltas()));
    verifier = new Verifier(subscriptions, outgoing);
    ContentDistributor distributor =
        new ContentDistributor(url, settings, subscriptions, outgoing, workers);
    changedTopics =
        new ChangedTopics(subscriptions, new TopicFetcher(outgoing), distributor, workers);
  }

  /**
   * The response to an accepted request.
   *
   * @param status the HTTP status
   * @param delay how long to delay the response; zero unless the hub is slow on purpose
   */
  record Acceptance(int status, Duration delay) {
    /** Intent is yet to be verified (W3C WebSub section 5.1.2). */
    private static final Acceptance OF_INTENT = new Acceptance(202, Duration.ZERO);

    /**
     * Returns the response to a ping. W3C WebSub leaves the status open. PubSubHubbub 0.3 section
     * 7.1 requires 204, and publishers of that time accept no other.
     */
    private static Acceptance ofPing(Duration delay) {
      return new Acceptance(204, delay);
    }
  }

  /** Accepts a request, unless an exception is thrown. */
  Acceptance accept(Form form) throws RequestRefusedException {
    if (workers.areBusy()) {
      throw RequestRefusedException.unavailable("the hub is overloaded; try again later");
    }
    HubMode mode = mode(form);
    if (mode == HubMode.PUBLISH) {
      return publish(form);
    }
    verify(IntentRequest.of(mode, form));
    return Acceptance.OF_INTENT;
  }

  /** Returns the page that describes the hub. It names no subscribers. */
  String page() {
    return HubPage.html(url, subscriptions.countTopics(), subscriptions.count());
  }

  private static HubMode mode(Form form) throws RequestRefusedException {
    String value = form.required("hub.mode");
    return HubMode.ofWire(value)
        .filter(mode -> mode != HubMode.DENIED)
        .orElseThrow(
            () ->
                RequestRefusedException.badParameter(
                    "hub.mode",
                    "must be subscribe, unsubscribe or publish, was " + Form.quote(value)));
  }

  private Acceptance publish(Form form) throws RequestRefusedException {
    if (faults.contains(HubFault.REFUSE_PUBLISH)) {
      throw RequestRefusedException.unavailable("refused on purpose (refuse-publish)");
    }
    topics(form).forEach(changedTopics::changed);
    return Acceptance.ofPing(
        faults.contains(HubFault.SLOW_PUBLISH) ? SLOW_RESPONSE : Duration.ZERO);
  }

  private void verify(IntentRequest request) throws RequestRefusedException {
    if (request.mode() == HubMode.SUBSCRIBE && faults.contains(HubFault.REFUSE_SUBSCRIBE)) {
      throw new RequestRefusedException(403, "refused on purpose (refuse-subscribe)");
    }
    // A denial could not be sent there, so the response reports it.
    Optional<String> refusal = outgoing.refusal(request.callback());
    if (refusal.isPresent()) {
      throw RequestRefusedException.badParameter("hub.callback", refusal.get());
    }
    if (!faults.contains(HubFault.NEVER_VERIFY)) {
      IntentRequest granted =
          faults.contains(HubFault.SHORT_LEASE) ? request.withLease(SHORT_LEASE) : request;
      workers.run(() -> settle(granted));
    }
  }

  private void settle(IntentRequest request) {
    int times = faults.contains(HubFault.VERIFY_TWICE) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      changedTopics.whileVerifying(request.topic(), () -> verifier.settle(request));
    }
  }

  /** Publishers send topics as {@code hub.url}, {@code hub.topic}, or both. */
  private static Set<URI> topics(Form form) throws RequestRefusedException {
    Set<URI> topics = new LinkedHashSet<>();
    for (String name : List.of("hub.url", "hub.topic")) {
      for (String value : form.all(name)) {
        topics.add(Form.url(name, value));
      }
    }
    if (topics.isEmpty()) {
      throw RequestRefusedException.badParameter("hub.url", "the parameter is missing");
    }
    return topics;
  }
}
