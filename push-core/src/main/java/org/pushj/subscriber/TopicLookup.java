package org.pushj.subscriber;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.discovery.TopicLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which topic to ask which hub for (W3C WebSub sections 4 and 6.1). */
final class TopicLookup {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

  /** How many hubs of a page are looked at: each may cost a look-up of its name. */
  private static final int MOST_HUBS = 10;

  private final SubscriberContext context;

  TopicLookup(SubscriberContext context) {
    this.context = context;
  }

  /**
   * Looks a resource up.
   *
   * @throws DiscoveryException if it names no hub
   * @throws HubException if none of its hubs may be contacted
   */
  Target forRequest(SubscriptionRequest request) {
    TopicLinks links = links(request);
    return new Target(links.topic(), preferredHub(links));
  }

  /**
   * Looks the topic up again. Where that fails, or leads to no hub that may be contacted, or to
   * what another subscription has already, the topic and hub that are known are renewed, so that no
   * lease ends for it.
   */
  Target forRenewal(Subscription subscription) {
    Target known = new Target(subscription.topic(), subscription.hub());
    Target found;
    try {
      TopicLinks links = links(subscription.request());
      found =
          new Target(
              links.topic(),
              links.hubs().contains(subscription.hub()) ? subscription.hub() : usableHub(links));
    } catch (DiscoveryException | HubException e) {
      LOG.debug(
          "Subscription {} is renewed as it is, since discovery failed", subscription.id(), e);
      return known;
    }
    Optional<Subscription> owner = context.store().findByTopic(found.topic(), found.hub());
    return owner.isEmpty() || owner.get().id().equals(subscription.id()) ? found : known;
  }

  private TopicLinks links(SubscriptionRequest request) {
    URI given = request.hub() == null ? context.hub() : request.hub();
    if (given != null) {
      return new TopicLinks(request.resource(), List.of(given));
    }
    TopicLinks found = context.discoverer().discover(request.resource());
    List<URI> hubs = found.hubs().stream().filter(TopicLookup::isFit).limit(MOST_HUBS).toList();
    if (!isFit(found.topic()) || hubs.isEmpty()) {
      throw new DiscoveryException(
          request.resource(),
          "the page names a topic or a hub of more than "
              + SubscriptionRequest.LONGEST_URL
              + " characters, which is too long",
          null);
    }
    return new TopicLinks(found.topic(), hubs);
  }

  /**
   * Returns the hub at which there is a subscription to the topic already, or else the first one: a
   * page that names its hubs in another order is not subscribed to twice.
   */
  private URI preferredHub(TopicLinks links) {
    return links.hubs().stream()
        .filter(hub -> context.store().findByTopic(links.topic(), hub).isPresent())
        .filter(hub -> context.urlPolicy().refusal(hub).isEmpty())
        .findFirst()
        .orElseGet(() -> usableHub(links));
  }

  /** Returns the first hub that may be contacted. */
  private URI usableHub(TopicLinks links) {
    String problem = "";
    for (URI hub : links.hubs()) {
      Optional<String> refusal = context.urlPolicy().refusal(hub);
      if (refusal.isEmpty()) {
        return hub;
      }
      problem = refusal.get();
    }
    throw HubException.unanswered(
        links.hubs().get(0), "the hub is not contacted: " + problem, null);
  }

  private static boolean isFit(URI url) {
    return url.toString().length() <= SubscriptionRequest.LONGEST_URL;
  }

  /**
   * What to ask for.
   *
   * @param topic the topic
   * @param hub the hub
   */
  record Target(URI topic, URI hub) {}
}
