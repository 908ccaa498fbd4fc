package org.pushj.subscriber;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.SignatureAlgorithm;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.discovery.LinkHeaderParser;
import org.pushj.signature.SignatureCheck;
import org.pushj.signature.SignatureResult;
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
 *   <li>the listener takes the update; if it cannot: 503, so that the hub keeps the content;
 *   <li>200.
 * </ol>
 */
final class ContentReception implements CallbackExchange {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int INITIAL_BYTES = 8192;
  private static final int COME_AGAIN_SECONDS = 60;

  private final SubscriberContext context;
  private final Subscription subscription;
  private final HttpHeaders headers;
  private final @Nullable SignatureCheck check;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(INITIAL_BYTES);
  private boolean tooLarge;

  private ContentReception(
      SubscriberContext context,
      Subscription subscription,
      HttpHeaders headers,
      @Nullable SignatureCheck check) {
    this.context = context;
    this.subscription = subscription;
    this.headers = headers;
    this.check = check;
  }

  static CallbackExchange open(
      SubscriberContext context,
      Subscription subscription,
      CallbackToken at,
      CallbackRequest request) {
    if (!subscription.callback().equals(at) || !subscription.isAliveAt(context.now())) {
      return CallbackExchange.answered(notAlive(subscription, at));
    }
    if (request.contentLength() > context.largestUpdateBytes()) {
      return CallbackExchange.answered(tooLarge(context));
    }
    Secret secret = subscription.secret();
    SignatureCheck check =
        secret == null ? null : context.signatures().begin(request.headers(), secret);
    Optional<Rejection> rejection =
        Optional.ofNullable(check).flatMap(SignatureCheck::rejectedByHeader);
    if (rejection.isPresent()) {
      count(context, subscription, rejection.get());
      return CallbackExchange.answered(
          CallbackResponse.text(
              CallbackResponse.FORBIDDEN,
              "The content is not signed in a way that is accepted here."));
    }
    return new ContentReception(context, subscription, request.headers(), check);
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
    if (length > context.largestUpdateBytes() - body.size()) {
      tooLarge = true;
      body.reset();
      return;
    }
    body.write(bytes, offset, length);
    if (check != null) {
      check.update(bytes, offset, length);
    }
  }

  @Override
  public CallbackResponse complete() {
    if (tooLarge) {
      return tooLarge(context);
    }
    if (check == null) {
      return deliver(null);
    }
    SignatureResult result = check.finish();
    if (result instanceof SignatureResult.Invalid invalid) {
      count(context, subscription, invalid.why());
      return context.tellsOfWrongSignatures()
          ? CallbackResponse.text(
              CallbackResponse.FORBIDDEN, "The signature is not that of the content.")
          : taken();
    }
    return deliver(((SignatureResult.Valid) result).algorithm());
  }

  private CallbackResponse deliver(@Nullable SignatureAlgorithm signature) {
    Instant now = context.now();
    Update update =
        new Update(
            UpdateId.next(now),
            subscription,
            headers,
            LinkHeaderParser.parse(headers.allValues("Link"), subscription.topic()),
            body.toByteArray(),
            signature,
            now);
    try {
      context.listener().onUpdate(update);
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      context.counters().countFailed();
      LOG.error("{} was not taken by the listener; the hub is asked to come again", update, e);
      return CallbackResponse.comeAgain(COME_AGAIN_SECONDS, "The content could not be taken now.");
    }
    context.counters().countTaken();
    LOG.debug("{} was taken", update);
    return taken();
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
        "At most " + context.largestUpdateBytes() + " bytes of content are taken.");
  }

  private static CallbackResponse notAlive(Subscription subscription, CallbackToken at) {
    boolean waiting =
        subscription.lease() == null && subscription.state() == SubscriptionState.PENDING;
    return waiting || !subscription.callback().equals(at)
        ? CallbackResponse.text(CallbackResponse.NOT_FOUND, "The subscription is not verified.")
        : CallbackResponse.text(CallbackResponse.GONE, "The subscription has ended.");
  }
}
