package org.pushj.examples.hub;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pushj.hub.HubMode;

/**
 * The hub without its container. It answers a request at once and does the work afterwards:
 *
 * <ol>
 *   <li>A request to subscribe or to unsubscribe goes to the {@link Verifier}, and becomes true
 *       once its subscriber has confirmed it.
 *   <li>A publisher's word that a topic has changed goes to the {@link ChangedTopics}, which
 *       fetches the topic if anybody subscribes to it.
 *   <li>The {@link ContentDistributor} brings the content to each subscriber.
 * </ol>
 */
final class Hub {
  private static final Duration SHORT_LEASE = Duration.ofSeconds(5);
  private static final Duration SLOW_ANSWER = Duration.ofSeconds(5);

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
   * Takes a request. It is accepted (202) if there is no exception.
   *
   * @return how long that answer has to wait; zero unless the hub is slow on purpose
   */
  Duration accept(Form form) throws RequestRefusedException {
    if (workers.areBusy()) {
      throw RequestRefusedException.unavailable("too much is waiting; try again later");
    }
    HubMode mode = mode(form);
    if (mode == HubMode.PUBLISH) {
      return publish(form);
    }
    intend(IntentRequest.of(mode, form));
    return Duration.ZERO;
  }

  /** Returns the page that says what this is. It names no subscriber. */
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
                    "subscribe, unsubscribe or publish is possible, not " + Form.quote(value)));
  }

  private Duration publish(Form form) throws RequestRefusedException {
    if (faults.contains(HubFault.REFUSE_PUBLISH)) {
      throw RequestRefusedException.unavailable("refused on purpose (refuse-publish)");
    }
    topics(form).forEach(changedTopics::changed);
    return faults.contains(HubFault.SLOW_PUBLISH) ? SLOW_ANSWER : Duration.ZERO;
  }

  private void intend(IntentRequest request) throws RequestRefusedException {
    if (request.mode() == HubMode.SUBSCRIBE && faults.contains(HubFault.REFUSE_SUBSCRIBE)) {
      throw new RequestRefusedException(403, "refused on purpose (refuse-subscribe)");
    }
    // Nobody could be told of a denial there, so the answer tells it.
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
    verifier.settle(request);
    if (faults.contains(HubFault.VERIFY_TWICE)) {
      verifier.settle(request);
    }
  }

  /** Publishers name a topic as {@code hub.url}, {@code hub.topic}, or both. */
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
