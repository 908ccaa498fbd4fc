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
import org.pushj.contact.HubUrlCheck;
import org.pushj.discovery.KnownHubs;
import org.pushj.platform.Randomness;
import org.pushj.spi.TopicDiscoverer;
import org.pushj.text.Texts;
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
      @Nullable URI hub,
      Randomness randomness) {
    this.discoverer = discoverer;
    this.knownHubs = knownHubs;
    this.hubUrlCheck = hubUrlCheck;
    this.hubs = hubs;
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
    TopicLinks links = links(request);
    return new TopicLinks(links.topic(), hubUrlCheck.usable(links.hubs()));
  }

  /**
   * Looks a subscription up again; the outcome is an event.
   *
   * @param claimedUntil the end of the claim; null if an application waits, for which a failing hub
   *     is asked all the same
   */
  Event forSubscription(Subscription current, @Nullable Instant claimedUntil, Instant now) {
    URI before = current.hub();
    if (claimedUntil != null && before != null) {
      Optional<Instant> spared = hubs.sparedUntil(before, now);
      if (spared.isPresent() && Schedule.canWait(current, spared.get(), now)) {
        return new LookUpOutcome.Blocked(spared.get(), claimedUntil);
      }
    }
    try {
      LookUpOutcome.Found found = lookedUpAgain(current, claimedUntil, now);
      if (claimedUntil != null) {
        URI asked = found.target().hub();
        // The one that is known had room when the work was claimed.
        if (!asked.equals(before) && hubs.tokens(asked, now) == 0) {
          return new LookUpOutcome.Queued(found.target(), claimedUntil);
        }
        Optional<Instant> blocked = hubs.blockedUntil(asked, now);
        if (blocked.isPresent()) {
          return new LookUpOutcome.Blocked(blocked.get(), claimedUntil);
        }
      }
      return found;
    } catch (DiscoveryException e) {
      return new LookUpOutcome.NotFound(e.about(current.id()));
    } catch (HubException e) {
      return new LookUpOutcome.NotFound(e.about(current.id()));
    }
  }

  /**
   * Returns the event of what was looked up for an application that waits. A failing hub is asked
   * all the same.
   *
   * @param existing the subscription to the same request; null to ask the first hub
   */
  LookUpOutcome.Found found(TopicLinks links, @Nullable Subscription existing) {
    return found(
        existing == null
            ? new Target(links.topic(), links.hubs().get(0))
            : target(links, existing, each -> Instant.MIN),
        null);
  }

  /** Returns the event of a target that is known, with what no hub knows yet. */
  private LookUpOutcome.Found found(Target target, @Nullable Instant claimedUntil) {
    return new LookUpOutcome.Found(
        target,
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
    Target known = subscription.target();
    TopicLinks links;
    try {
      links = forRequest(subscription.request());
    } catch (DiscoveryException | HubException e) {
      if (known == null) {
        throw e;
      }
      LOG.debug(
          "Subscription {} is renewed as it is, since its topic could not be looked up: {}",
          subscription.id(),
          Texts.printable(String.valueOf(e.getMessage())));
      return found(known, claimedUntil);
    }
    return claimedUntil == null
        ? found(links, subscription)
        : found(
            target(links, subscription, each -> hubs.sparedUntil(each, now).orElse(Instant.MIN)),
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
