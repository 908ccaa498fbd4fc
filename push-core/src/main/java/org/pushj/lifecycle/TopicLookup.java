package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.pushj.base.Texts;
import org.pushj.discovery.KnownHubs;
import org.pushj.settings.HubChoice;
import org.pushj.spi.SubscriptionStore;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.work.HubUrlCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which topic to ask which hub for (W3C WebSub sections 4 and 6.1), and whether that hub
 * may be asked now.
 */
public final class TopicLookup {
  /** How often in a row a hub may fail before the next one is tried. */
  private static final int TRIES_PER_HUB = 3;

  private static final Logger LOG = LoggerFactory.getLogger(TopicLookup.class);

  /** How many hubs of a page are looked at: each may cost a look-up of its name. */
  private static final int MAX_HUBS = 10;

  private final SubscriptionStore store;
  private final TopicDiscoverer discoverer;
  private final KnownHubs knownHubs;
  private final HubUrlCheck hubUrlCheck;
  private final HubAsker hubs;
  private final HubChoice hubChoice;
  private final @Nullable URI hub;

  /**
   * Makes the look-up of one subscriber.
   *
   * @param hub the hub for requests that name none; null: it is discovered
   */
  public TopicLookup(
      SubscriptionStore store,
      TopicDiscoverer discoverer,
      KnownHubs knownHubs,
      HubUrlCheck hubUrlCheck,
      HubAsker hubs,
      HubChoice hubChoice,
      @Nullable URI hub) {
    this.store = store;
    this.discoverer = discoverer;
    this.knownHubs = knownHubs;
    this.hubUrlCheck = hubUrlCheck;
    this.hubs = hubs;
    this.hubChoice = hubChoice;
    this.hub = hub;
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
    List<URI> hubs = hubUrlCheck.usable(links.hubs());
    List<URI> asked =
        hubChoice == HubChoice.ALL ? hubs : List.of(preferredHub(links.topic(), hubs));
    return asked.stream().map(hub -> new Target(links.topic(), hub)).toList();
  }

  /**
   * Looks a subscription up again; the outcome is an event.
   *
   * @param claimedUntil the end of the claim; null if an application waits, for which a failing hub
   *     is asked all the same
   */
  Event forSubscription(Subscription current, @Nullable Instant claimedUntil, Instant now) {
    URI before = current.hub();
    if (claimedUntil != null && before != null && current.attempts() < TRIES_PER_HUB) {
      Optional<Instant> spared = hubs.sparedUntil(before, now);
      if (spared.isPresent()) {
        return new Event.Blocked(spared.get(), claimedUntil);
      }
    }
    try {
      Event.Found found = found(current, claimedUntil);
      if (claimedUntil != null) {
        URI asked = found.target().hub();
        // One that was known had its turn before the look-up.
        Optional<Instant> held =
            asked.equals(before) ? Optional.empty() : hubs.heldUntil(asked, current, now);
        if (held.isPresent()) {
          return new Event.Held(held.get(), claimedUntil);
        }
        Optional<Instant> blocked = hubs.blockedUntil(asked, now);
        if (blocked.isPresent()) {
          return new Event.Blocked(blocked.get(), claimedUntil);
        }
      }
      return found;
    } catch (DiscoveryException e) {
      return new Event.NotFound(e.about(current.id()));
    } catch (HubException e) {
      return new Event.NotFound(e.about(current.id()));
    }
  }

  /** Returns the event of a target that is known, with what no hub knows yet. */
  Event.Found found(Target target, List<Target> missing, @Nullable Instant claimedUntil) {
    return new Event.Found(
        target,
        missing,
        Event.Fresh.random(),
        hubs.renewsUnderNewCallback(target.hub()),
        claimedUntil);
  }

  /**
   * Where the look-up fails, or leads to no hub that may be contacted, or to what another
   * subscription has already, the target that is known is renewed, so that no lease ends for it.
   *
   * @throws DiscoveryException if nothing is known, and the resource names no hub
   * @throws HubException if nothing is known, and no hub may be contacted
   */
  private Event.Found found(Subscription subscription, @Nullable Instant claimedUntil) {
    Target known = subscription.target();
    TopicLinks links;
    List<URI> usable;
    try {
      links = links(subscription.request());
      usable = hubUrlCheck.usable(links.hubs());
    } catch (DiscoveryException | HubException e) {
      if (known == null) {
        throw e;
      }
      LOG.debug(
          "Subscription {} is renewed as it is, since its topic could not be looked up: {}",
          subscription.id(),
          Texts.printable(String.valueOf(e.getMessage())));
      return found(known, List.of(), claimedUntil);
    }
    URI topic = links.topic();
    Target named =
        new Target(
            topic,
            known == null
                ? preferredHub(topic, usable)
                : nextHub(subscription, known.hub(), usable));
    boolean taken = known != null && !named.equals(known) && isTaken(named, subscription);
    return found(
        known == null || !taken ? named : known,
        missing(subscription, topic, usable, named),
        claimedUntil);
  }

  /**
   * Finds the topic and the hubs of a request: as given, as known, or as the resource names them.
   *
   * @throws DiscoveryException if there are none; it has a cause if the resource could not be read
   */
  public TopicLinks links(SubscriptionRequest request) {
    TopicLinks found =
        given(request)
            .or(() -> known(request.resource()))
            .orElseGet(() -> discoverer.discover(request.resource()));
    if (!Urls.isHttp(found.topic())) {
      throw new DiscoveryException(
          request.resource(),
          "the topic must be an http or https URL, was " + Urls.forMessage(found.topic()),
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
    return Optional.ofNullable(request.hub() == null ? hub : request.hub())
        .map(given -> new TopicLinks(request.resource(), List.of(given)));
  }

  private Optional<TopicLinks> known(URI resource) {
    try {
      return knownHubs.of(resource);
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
    return hubs.stream().filter(each -> isSubscribed(topic, each)).findFirst().orElse(hubs.get(0));
  }

  /**
   * Returns the hub of the subscription as long as the page names it. Where only one of them is
   * asked, and it has failed several times, it is the next one's turn.
   */
  private URI nextHub(Subscription subscription, URI known, List<URI> hubs) {
    int at = hubs.stream().map(URI::toString).toList().indexOf(known.toString());
    int turn = hubChoice == HubChoice.ALL ? 0 : subscription.attempts() / TRIES_PER_HUB;
    return hubs.get((Math.max(at, 0) + turn) % hubs.size());
  }

  /**
   * Returns the targets that have no subscription yet, where each hub is to be asked. A
   * subscription under the old topic moves at its own renewal.
   */
  private List<Target> missing(Subscription subscription, URI topic, List<URI> hubs, Target found) {
    if (hubChoice == HubChoice.ONE) {
      return List.of();
    }
    return hubs.stream()
        .map(each -> new Target(topic, each))
        .filter(target -> !target.equals(found) && !isSubscribed(topic, target.hub()))
        .filter(target -> !isSubscribed(subscription.topic(), target.hub()))
        .toList();
  }

  private boolean isSubscribed(URI topic, URI hub) {
    return store.findByKey(new Target(topic, hub).key()).isPresent();
  }

  private boolean isTaken(Target target, Subscription subscription) {
    return store
        .findByKey(target.key())
        .filter(owner -> !owner.id().equals(subscription.id()))
        .isPresent();
  }

  private static boolean isFit(URI url) {
    return url.toString().length() <= SubscriptionRequest.MAX_URL;
  }
}
