package org.pushj.lifecycle;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.HubException;
import org.pushj.HubHealth;
import org.pushj.IntentKind;
import org.pushj.Registration;
import org.pushj.Subscription;
import org.pushj.Urls;
import org.pushj.contact.HubCircuitBreakers;
import org.pushj.contact.HubEndpoints;
import org.pushj.contact.HubRates;
import org.pushj.contact.VerificationWatch;
import org.pushj.monitoring.LogContext;
import org.pushj.platform.Ticker;
import org.pushj.spi.HubClient;
import org.pushj.spi.Monitor;
import org.pushj.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks hubs, and keeps count of those that fail, and of what each is asked. */
public final class HubAsker {
  private static final Logger LOG = LoggerFactory.getLogger(HubAsker.class);

  private final HubClient client;
  private final HubCircuitBreakers breakers;
  private final HubRates rates;
  private final @Nullable Duration lease;
  private final VerificationWatch verifications;
  private final Monitor monitor;
  private final Ticker ticker;

  /**
   * Makes the asker of one subscriber.
   *
   * @param lease what to ask for where a request names no lease; null: the hub decides
   * @param verifications counts the requests that hubs accept and verify
   */
  public HubAsker(
      HubClient client,
      HubCircuitBreakers breakers,
      HubRates rates,
      @Nullable Duration lease,
      VerificationWatch verifications,
      Monitor monitor,
      Ticker ticker) {
    this.client = client;
    this.breakers = breakers;
    this.rates = rates;
    this.lease = lease;
    this.verifications = verifications;
    this.monitor = monitor;
    this.ticker = ticker;
  }

  /** Returns how many requests a hub may get now. */
  public int tokens(URI hub, Instant now) {
    return rates.tokens(hub, now);
  }

  /** Masks our credentials in a hub's text; where they cannot be looked up, that is not shown. */
  public String withoutCredentials(URI hub, String text) {
    if (text.isEmpty()) {
      return text;
    }
    try {
      return client.withoutCredentials(hub, text);
    } catch (RuntimeException e) {
      LOG.debug("A text of the hub {} is not shown", Urls.forMessage(hub), e);
      return "(not shown, since our credentials for the hub cannot be looked up)";
    }
  }

  /** Sends the open request, and returns what came of it. */
  HubAnswer ask(Subscription subscription, Effect.Ask ask, Instant now) {
    URI hub = ask.request().hub();
    Duration own = subscription.request().lease();
    Duration wanted = own == null ? lease : own;
    boolean withLease = ask.withLease() && wanted != null;
    HubClient.Ask asked =
        hubAsk(
            ask.request().kind(),
            ask.request().registration(),
            ask.endpoint(),
            withLease ? wanted : null);
    LogContext context = LogContext.begin(subscription.id(), hub);
    rates.count(hub, now);
    try {
      HubClient.Reply reply = send(asked, subscription.isAliveAt(now));
      breakers.succeeded(hub);
      if (reply == HubClient.Reply.ACCEPTED) {
        verifications.accepted(subscription.id(), ask.request());
      }
      return new HubAnswer.Answered(ask, reply);
    } catch (HubException e) {
      // The hub itself is asked next, where its twin turns out to be none.
      boolean isNone = HubEndpoints.isTwin(hub, ask.endpoint()) && HubEndpoints.isNoHub(e);
      if (!isNone || HubAnswer.Failed.wasSigned(subscription)) {
        breakers.refused(hub, now, e);
      }
      return new HubAnswer.Failed(
          withLease ? ask : ask.withoutLease(), e.about(subscription.id()), sparedUntil(hub, now));
    } finally {
      context.end();
    }
  }

  /** Sends a request, and tells the monitor what came of it. */
  private HubClient.Reply send(HubClient.Ask ask, boolean renewal) throws HubException {
    long start = ticker.nanoTime();
    HubException failure = null;
    try {
      return client.ask(ask);
    } catch (HubException e) {
      failure = e;
      throw e;
    } finally {
      Duration time = Duration.ofNanos(ticker.nanoTime() - start);
      monitor.asked(
          ask.hub(), ask.kind(), renewal && ask.kind() == IntentKind.SUBSCRIBE, failure, time);
    }
  }

  /** Asks the hub of a former grant to end it, unless that hub is spared. */
  HubAnswer askFormer(Subscription subscription, Effect.AskFormer ask, Instant now) {
    Registration registration = ask.former().registration();
    URI hub = registration.hub();
    Optional<Instant> spared = sparedUntil(hub, now);
    if (spared.isPresent()) {
      return new HubAnswer.FormerBlocked(ask, spared.get());
    }
    LogContext context = LogContext.begin(subscription.id(), hub);
    try {
      HubEndpoints.tryInOrder(
          hub,
          HubEndpoints::isNoHub,
          endpoint -> {
            rates.count(hub, now);
            send(hubAsk(IntentKind.UNSUBSCRIBE, registration, endpoint, null), false);
          });
      breakers.succeeded(hub);
      return new HubAnswer.FormerAnswered(ask.former(), Optional.empty());
    } catch (HubException e) {
      breakers.refused(hub, now, e);
      LOG.debug(
          "Subscription {} has moved, and the hub that it left did not take the end: {}",
          subscription.id(),
          Texts.printable(String.valueOf(e.getMessage())));
      return new HubAnswer.FormerAnswered(ask.former(), Optional.of(e));
    } finally {
      context.end();
    }
  }

  /** Returns until when a hub is spared; empty if it may be asked. Nothing is tried by this. */
  public Optional<Instant> sparedUntil(URI hub, Instant now) {
    return breakers.openUntil(hub, now);
  }

  /** Does the same; who gets the empty answer is the one to try whether the hub works again. */
  Optional<Instant> blockedUntil(URI hub, Instant now) {
    return breakers.blockedUntil(hub, now);
  }

  /** Returns how the hubs do that have failed of late. */
  public List<HubHealth> health(Instant now) {
    return breakers.health(now);
  }

  /** Asks a hub what it knows: see {@link HubClient#view}. */
  public Optional<HubClient.View> view(Registration known) {
    return client.view(known);
  }

  /** Tells whether the hub has to see a new callback at each renewal. */
  boolean renewsUnderNewCallback(URI hub) {
    try {
      return client.renewsUnderNewCallback(HubEndpoints.of(hub).get(0));
    } catch (HubException e) {
      LOG.debug(
          "It is not known whether the hub wants new callbacks; the request will fail too", e);
      return false;
    }
  }

  private static HubClient.Ask hubAsk(
      IntentKind kind, Registration registration, URI endpoint, @Nullable Duration lease) {
    boolean subscribe = kind == IntentKind.SUBSCRIBE;
    return new HubClient.Ask(
        kind,
        registration.hub(),
        endpoint,
        registration.topic(),
        registration.callbackUrl(),
        subscribe ? registration.secret() : null,
        subscribe ? lease : null);
  }
}
