package org.pushj.lifecycle;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.DiscoveryException;
import org.pushj.HubException;
import org.pushj.Subscription;
import org.pushj.SubscriptionRequest;
import org.pushj.Target;
import org.pushj.TopicLinks;
import org.pushj.Urls;
import org.pushj.contact.HubPlaces;
import org.pushj.contact.HubUrlCheck;
import org.pushj.discovery.KnownHubs;
import org.pushj.platform.Randomness;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.text.Texts;
import org.pushj.urls.HttpOrigin;
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

  private final TopicDiscoverer discoverer;
  private final KnownHubs knownHubs;
  private final HubUrlCheck hubUrlCheck;
  private final HubAsker hubs;
  private final HubPlaces places;
  private final @Nullable URI hub;
  private final Randomness randomness;

  /**
   * Makes the look-up of one subscriber.
   *
   * @param hub the hub for requests that name none; null: it is discovered
   * @param randomness makes new callbacks and secrets
   */
  public TopicLookup(
      TopicDiscoverer discoverer,
      KnownHubs knownHubs,
      HubUrlCheck hubUrlCheck,
      HubAsker hubs,
      HubPlaces places,
      @Nullable URI hub,
      Randomness randomness) {
    this.discoverer = discoverer;
    this.knownHubs = knownHubs;
    this.hubUrlCheck = hubUrlCheck;
    this.hubs = hubs;
    this.places = places;
    this.hub = hub;
    this.randomness = randomness;
  }

  /**
   * Looks a resource up.
   *
   * @return its topic, and its hubs that may be contacted, at least one: the first is the one to
   *     ask
   * @throws DiscoveryException if it names no hub
   * @throws HubException if none of its hubs may be contacted
   */
  TopicLinks forRequest(SubscriptionRequest request) {
    return usable(links(request));
  }

  /**
   * Looks a subscription up again; the outcome is an event. Once that has happened, {@link #leave}
   * is called.
   *
   * @param claimedUntil the end of the claim; null if an application waits, for which a failing hub
   *     is asked all the same
   */
  LookUpOutcome forSubscription(Subscription current, @Nullable Instant claimedUntil, Instant now) {
    URI before = current.hub();
    if (claimedUntil != null && before != null) {
      Optional<Instant> spared = hubs.sparedUntil(before, now);
      if (spared.isPresent() && Schedule.canWait(current, spared.get(), now)) {
        return new LookUpOutcome.Blocked(spared.get(), claimedUntil);
      }
    }
    try {
      LookUpOutcome.Found found = lookedUpAgain(current, claimedUntil, now);
      return claimedUntil == null ? found : admitted(current, found, claimedUntil, now);
    } catch (DiscoveryException e) {
      return new LookUpOutcome.NotFound(e.about(current.id()));
    } catch (HubException e) {
      return new LookUpOutcome.NotFound(e.about(current.id()));
    }
  }

  /** A hub in whose lane the work was claimed has room for its request. */
  private LookUpOutcome admitted(
      Subscription current, LookUpOutcome.Found found, Instant claimedUntil, Instant now) {
    URI hub = found.target().hub();
    boolean visits = isVisit(current, hub);
    if (visits) {
      Optional<Instant> spared = hubs.sparedUntil(hub, now);
      if (spared.isPresent()) {
        return new LookUpOutcome.Blocked(spared.get(), claimedUntil);
      }
      if (hubs.tokens(hub, now) == 0 || !places.visit(hub)) {
        return new LookUpOutcome.Queued(found.target(), claimedUntil);
      }
    }
    Optional<Instant> blocked = hubs.blockedUntil(hub, now);
    if (blocked.isEmpty()) {
      return found;
    }
    if (visits) {
      places.leave(hub);
    }
    return new LookUpOutcome.Blocked(blocked.get(), claimedUntil);
  }

  /** Leaves the place at the hub that a look-up in another lane has found. */
  void leave(Subscription lookedUp, LookUpOutcome outcome) {
    if (outcome instanceof LookUpOutcome.Found found
        && found.claimedUntil() != null
        && isVisit(lookedUp, found.target().hub())) {
      places.leave(found.target().hub());
    }
  }

  private static boolean isVisit(Subscription lookedUp, URI hub) {
    return !HttpOrigin.of(hub).equals(lookedUp.lane());
  }

  /**
   * Returns the event of what was looked up for an application that waits. A failing hub is asked
   * all the same.
   *
   * @param existing the subscription to the same request; null to ask the first hub
   */
  LookUpOutcome.Found found(
      SubscriptionRequest request, TopicLinks links, @Nullable Subscription existing) {
    Target target =
        existing == null
            ? new Target(links.topic(), links.hubs().get(0))
            : target(links, existing, each -> Instant.MIN);
    return found(target, known(request).isPresent(), null);
  }

  /** Returns the event of a target that is known, with what no hub knows yet. */
  private LookUpOutcome.Found found(Target target, boolean known, @Nullable Instant claimedUntil) {
    return new LookUpOutcome.Found(
        target,
        known,
        LookUpOutcome.Fresh.from(randomness),
        hubs.renewsUnderNewCallback(target.hub()),
        claimedUntil);
  }

  /**
   * Where the look-up fails, or leads to no hub that may be contacted, the target that is known is
   * renewed, so that no lease ends for it.
   *
   * @throws DiscoveryException if nothing is known, and the resource names no hub
   * @throws HubException if nothing is known, and no hub may be contacted
   */
  private LookUpOutcome.Found lookedUpAgain(
      Subscription subscription, @Nullable Instant claimedUntil, Instant now) {
    Target before = subscription.target();
    Optional<TopicLinks> known;
    TopicLinks links;
    try {
      known = known(subscription.request());
      links = usable(fit(subscription.request(), known.or(() -> atHand(subscription))));
    } catch (DiscoveryException | HubException e) {
      if (before == null) {
        throw e;
      }
      LOG.debug(
          "Subscription {} is renewed as it is, since its topic could not be looked up: {}",
          subscription.id(),
          Texts.printable(String.valueOf(e.getMessage())));
      return found(before, false, claimedUntil);
    }
    Function<URI, Instant> sparedUntil =
        claimedUntil == null
            ? each -> Instant.MIN
            : each -> hubs.sparedUntil(each, now).orElse(Instant.MIN);
    return found(target(links, subscription, sparedUntil), known.isPresent(), claimedUntil);
  }

  /** Returns what an earlier look-up has found, for which the hub had no room then. */
  private static Optional<TopicLinks> atHand(Subscription subscription) {
    return Optional.ofNullable(subscription.lookedUp())
        .map(target -> new TopicLinks(target.topic(), List.of(target.hub())));
  }

  /**
   * Finds the topic and the hubs of a request: as given, as known, or as the resource names them.
   *
   * @throws DiscoveryException if there are none; it has a cause if the resource could not be read
   */
  public TopicLinks links(SubscriptionRequest request) {
    return fit(request, known(request));
  }

  /** Reads the page, where nothing is known without it, and checks what there is. */
  private TopicLinks fit(SubscriptionRequest request, Optional<TopicLinks> known) {
    TopicLinks found = known.orElseGet(() -> discoverer.discover(request.resource()));
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

  private TopicLinks usable(TopicLinks links) {
    return new TopicLinks(links.topic(), hubUrlCheck.usable(links.hubs()));
  }

  /** Returns what is known without the page: as the request or a rule for known hubs says. */
  private Optional<TopicLinks> known(SubscriptionRequest request) {
    URI given = request.hub() == null ? hub : request.hub();
    return given == null
        ? known(request.resource())
        : Optional.of(new TopicLinks(request.resource(), List.of(given)));
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
   * Returns what to ask for: at the hub of the subscription as long as the page names it, and
   * otherwise at the first one; after several failures at the next one. Where that one is spared,
   * the next one that is not has its turn, or else the one that is spared least.
   */
  private static Target target(
      TopicLinks links, Subscription subscription, Function<URI, Instant> sparedUntil) {
    List<URI> hubs = links.hubs();
    URI known = subscription.hub();
    int at = hubs.stream().map(URI::toString).toList().indexOf(String.valueOf(known));
    int turn = known == null ? 0 : subscription.attempts() / TRIES_PER_HUB;
    int first = (Math.max(at, 0) + turn) % hubs.size();
    URI hub =
        Stream.concat(hubs.stream().skip(first), hubs.stream().limit(first))
            .min(Comparator.comparing(sparedUntil))
            .orElseThrow();
    return new Target(links.topic(), hub);
  }

  private static boolean isFit(URI url) {
    return url.toString().length() <= SubscriptionRequest.MAX_URL;
  }
}
