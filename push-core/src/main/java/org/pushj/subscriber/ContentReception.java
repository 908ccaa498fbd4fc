package org.pushj.subscriber;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.discovery.Rfc8288LinkHeaderParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one delivery (W3C WebSub section 7).
 *
 * <ol>
 *   <li>the lease must run: otherwise 410, or 404 while nothing was ever granted;
 *   <li>the body must not be declared larger than the limit: otherwise 413;
 *   <li>a subscription with a secret wants a signature of a fit algorithm: otherwise 403;
 *   <li>the body is kept and signed piece by piece as it arrives; over the limit: 413;
 *   <li>a signature that is not that of the body drops it, and the answer does not tell (section
 *       7.1.2);
 *   <li>the inbox, or without one the listener, takes the update; if it cannot: 503, so that the
 *       hub keeps the content;
 *   <li>the subscription keeps when it came;
 *   <li>200.
 * </ol>
 */
final class ContentReception implements CallbackExchange {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int INITIAL_BYTES = 8192;
  private static final int COME_AGAIN_SECONDS = 60;
  private static final Duration PRECISION = Duration.ofHours(1);

  private final SubscriberContext context;
  private final Subscription subscription;
  private final CallbackToken at;
  private final HttpHeaders headers;
  private final ContentSignature signature;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(INITIAL_BYTES);
  private boolean tooLarge;

  private ContentReception(
      SubscriberContext context,
      Subscription subscription,
      CallbackToken at,
      HttpHeaders headers,
      ContentSignature signature) {
    this.context = context;
    this.subscription = subscription;
    this.at = at;
    this.headers = headers;
    this.signature = signature;
  }

  static CallbackExchange open(
      SubscriberContext context,
      Subscription subscription,
      CallbackToken at,
      CallbackRequest request) {
    Optional<AcceptedSecrets> accepted = AcceptedSecrets.at(at, subscription, context.now());
    if (accepted.isEmpty()) {
      return CallbackExchange.answered(notAlive(subscription, at));
    }
    if (request.contentLength() > context.maxUpdateBytes()) {
      return CallbackExchange.answered(tooLarge(context));
    }
    ContentSignature signature =
        new ContentSignature(accepted.get(), request.headers(), context.signatures());
    Optional<Rejection> rejection = signature.rejectedByHeader();
    if (rejection.isPresent()) {
      count(context, subscription, rejection.get());
      return CallbackExchange.answered(
          CallbackResponse.text(
              CallbackResponse.FORBIDDEN,
              "The content is not signed in a way that is accepted here."));
    }
    return new ContentReception(context, subscription, at, request.headers(), signature);
  }

  @Override
  public boolean wantsContent() {
    return !tooLarge;
  }

  @Override
  public void content(byte[] bytes, int offset, int length) {
    if (tooLarge) {
      return;
    }
    if (length > context.maxUpdateBytes() - body.size()) {
      tooLarge = true;
      body.reset();
      return;
    }
    body.write(bytes, offset, length);
    signature.update(bytes, offset, length);
  }

  @Override
  public CallbackResponse complete() {
    if (tooLarge) {
      return tooLarge(context);
    }
    ContentSignature.Outcome outcome = signature.finish();
    if (outcome.rejection() != null) {
      count(context, subscription, outcome.rejection());
      return context.tellsOfWrongSignatures()
          ? CallbackResponse.text(
              CallbackResponse.FORBIDDEN, "The signature is not that of the content.")
          : taken();
    }
    return deliver(outcome);
  }

  private CallbackResponse deliver(ContentSignature.Outcome outcome) {
    Instant now = context.now();
    Update update =
        new Update(
            UpdateId.next(now),
            subscription,
            headers,
            new Rfc8288LinkHeaderParser().parse(headers.allValues("Link"), subscription.topic()),
            body.toByteArray(),
            outcome.algorithm(),
            now);
    if (!context.intake().take(update)) {
      return CallbackResponse.comeAgain(COME_AGAIN_SECONDS, "The content could not be taken now.");
    }
    note(now, outcome.secret());
    return taken();
  }

  /**
   * Keeps when content came, and that the hub uses its new secret. Not at each delivery, since a
   * busy topic would change its subscription all the time; and if somebody else changes it just
   * now, the next delivery will do.
   */
  private void note(Instant now, @Nullable Secret signedWith) {
    Instant last = subscription.lastUpdateAt();
    Subscription heard = subscription.heard(now, at, signedWith);
    boolean isNews = last == null || last.plus(PRECISION).isBefore(now);
    if (!isNews && Objects.equals(heard.former(), subscription.former())) {
      return;
    }
    try {
      context.storeCalls().call(() -> context.store().replace(subscription, heard));
    } catch (StoreException e) {
      LOG.warn("The time of an update of subscription {} could not be kept", subscription.id(), e);
    }
  }

  private static void count(SubscriberContext context, Subscription subscription, Rejection why) {
    context.counters().countRejected();
    context.announcer().rejected(subscription, why);
  }

  private static CallbackResponse taken() {
    return CallbackResponse.text(CallbackResponse.OK, "");
  }

  private static CallbackResponse tooLarge(SubscriberContext context) {
    return CallbackResponse.text(
        CallbackResponse.CONTENT_TOO_LARGE,
        "At most " + context.maxUpdateBytes() + " bytes of content are taken.");
  }

  private static CallbackResponse notAlive(Subscription subscription, CallbackToken at) {
    boolean waiting =
        subscription.lease() == null && subscription.state() == SubscriptionState.PENDING;
    return waiting || !subscription.callback().equals(at)
        ? CallbackResponse.text(CallbackResponse.NOT_FOUND, "The subscription is not verified.")
        : CallbackResponse.text(CallbackResponse.GONE, "The subscription has ended.");
  }
}
