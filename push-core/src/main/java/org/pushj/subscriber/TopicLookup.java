package org.pushj.subscriber;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which topic to ask which hub for (W3C WebSub sections 4 and 6.1). */
final class TopicLookup {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** How many hubs of a page are looked at: each may cost a look-up of its name. */
  private static final int MAX_HUBS = 10;

  /** How often in a row a hub may fail before the next one is tried. */
  static final int TRIES_PER_HUB = 3;

  private final SubscriberContext context;

  TopicLookup(SubscriberContext context) {
    this.context = context;
  }

  /**
   * Looks a resource up.
   *
   * @return what to ask for; several only if each hub is to be asked
   * @throws DiscoveryException if it names no hub
   * @throws HubException if none of its hubs may be contacted
   */
  List<Target> forRequest(SubscriptionRequest request) {
    TopicLinks links = links(request);
    List<URI> hubs = context.hubUrlCheck().usable(links.hubs());
    List<URI> asked =
        context.hubChoice() == HubChoice.ALL ? hubs : List.of(preferredHub(links.topic(), hubs));
    return asked.stream().map(hub -> new Target(links.topic(), hub)).toList();
  }

  /**
   * Looks the topic up again. Where that fails, or leads to no hub that may be contacted, or to
   * what another subscription has already, the topic and hub that are known are renewed, so that no
   * lease ends for it.
   */
  Renewal forRenewal(Subscription subscription) {
    Target known = new Target(subscription.topic(), subscription.hub());
    TopicLinks links;
    List<URI> hubs;
    try {
      links = links(subscription.request());
      hubs = context.hubUrlCheck().usable(links.hubs());
    } catch (DiscoveryException | HubException e) {
      LOG.debug(
          "Subscription {} is renewed as it is, since discovery failed", subscription.id(), e);
      return new Renewal(known, List.of());
    }
    Target found = new Target(links.topic(), nextHub(subscription, hubs));
    List<Target> missing =
        context.hubChoice() == HubChoice.ALL
            ? missing(subscription, links.topic(), hubs, found)
            : List.of();
    return new Renewal(isTaken(found, subscription) ? known : found, missing);
  }

  private TopicLinks links(SubscriptionRequest request) {
    TopicLinks found =
        given(request)
            .or(() -> known(request.resource()))
            .orElseGet(() -> context.discoverer().discover(request.resource()));
    if (!Urls.isHttp(found.topic())) {
      throw new DiscoveryException(
          request.resource(),
          "a topic is an http or https URL, not " + Urls.forMessage(found.topic()),
          null);
    }
    List<URI> hubs = found.hubs().stream().filter(TopicLookup::isFit).limit(MAX_HUBS).toList();
    if (!isFit(found.topic()) || hubs.isEmpty()) {
      throw new DiscoveryException(
          request.resource(),
          "the page names a topic or a hub of more than "
              + SubscriptionRequest.MAX_URL
              + " characters, which is too long",
          null);
    }
    return new TopicLinks(found.topic(), hubs);
  }

  /** Returns the resource as its own topic, where a hub is given. */
  private Optional<TopicLinks> given(SubscriptionRequest request) {
    return Optional.ofNullable(request.hub() == null ? context.hub() : request.hub())
        .map(hub -> new TopicLinks(request.resource(), List.of(hub)));
  }

  private Optional<TopicLinks> known(URI resource) {
    try {
      return context.knownHubs().of(resource);
    } catch (RuntimeException e) {
      throw new DiscoveryException(
          resource, "a rule for known hubs failed at " + Urls.forMessage(resource), e);
    }
  }

  /**
   * Returns the hub at which there is a subscription to the topic already, or else the first one: a
   * page that names its hubs in another order is not subscribed to twice.
   */
  private URI preferredHub(URI topic, List<URI> hubs) {
    return hubs.stream()
        .filter(hub -> context.store().findByTopic(topic, hub).isPresent())
        .findFirst()
        .orElse(hubs.get(0));
  }

  /**
   * Returns the hub of the subscription as long as the page names it. Where only one of them is
   * asked, and it has failed several times, it is the next one's turn.
   */
  private URI nextHub(Subscription subscription, List<URI> hubs) {
    int known = hubs.stream().map(URI::toString).toList().indexOf(subscription.hub().toString());
    int turn = context.hubChoice() == HubChoice.ALL ? 0 : subscription.attempts() / TRIES_PER_HUB;
    return hubs.get((Math.max(known, 0) + turn) % hubs.size());
  }

  /**
   * Returns what nobody asks for yet. Who is at a hub with the topic of before moves by himself.
   */
  private List<Target> missing(Subscription subscription, URI topic, List<URI> hubs, Target found) {
    return hubs.stream()
        .map(hub -> new Target(topic, hub))
        .filter(target -> !target.equals(found))
        .filter(target -> context.store().findByTopic(topic, target.hub()).isEmpty())
        .filter(target -> context.store().findByTopic(subscription.topic(), target.hub()).isEmpty())
        .toList();
  }

  private boolean isTaken(Target target, Subscription subscription) {
    return context
        .store()
        .findByTopic(target.topic(), target.hub())
        .filter(owner -> !owner.id().equals(subscription.id()))
        .isPresent();
  }

  private static boolean isFit(URI url) {
    return url.toString().length() <= SubscriptionRequest.MAX_URL;
  }

  /**
   * What to ask for.
   *
   * @param topic the topic
   * @param hub the hub
   */
  record Target(URI topic, URI hub) {}

  /**
   * What to do at a renewal.
   *
   * @param target what to ask for
   * @param missing what else to ask for: hubs that the topic names, and that know nothing of us
   */
  record Renewal(Target target, List<Target> missing) {}
}
