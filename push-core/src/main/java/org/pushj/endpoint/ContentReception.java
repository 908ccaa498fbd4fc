package org.pushj.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.Origin;
import org.pushj.Rejection;
import org.pushj.Secret;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.lifecycle.Announcer;
import org.pushj.lifecycle.Event;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.SignatureVerifier;
import org.pushj.work.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deliveries (W3C WebSub section 7). The life of one:
 *
 * <ol>
 *   <li>the subscription must be wanted, and its lease run: otherwise 410 if nothing is asked for
 *       any more, 503 while a new lease is, and 404 where nothing was ever granted;
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
public final class ContentReception {
  private static final Logger LOG = LoggerFactory.getLogger(ContentReception.class);
  private static final int INITIAL_BYTES = 8192;

  private final Intake intake;
  private final Lifecycles lifecycles;
  private final StoreCalls storeCalls;
  private final SignatureVerifier signatures;
  private final LinkHeaderParser links;
  private final Announcer announcer;
  private final Counters counters;
  private final int maxUpdateBytes;
  private final boolean tellsOfWrongSignatures;

  /**
   * Makes the reception of one subscriber.
   *
   * @param tellsOfWrongSignatures whether a wrong signature is answered 403
   */
  public ContentReception(
      Intake intake,
      Lifecycles lifecycles,
      StoreCalls storeCalls,
      SignatureVerifier signatures,
      LinkHeaderParser links,
      Announcer announcer,
      Counters counters,
      int maxUpdateBytes,
      boolean tellsOfWrongSignatures) {
    this.intake = intake;
    this.lifecycles = lifecycles;
    this.storeCalls = storeCalls;
    this.signatures = signatures;
    this.links = links;
    this.announcer = announcer;
    this.counters = counters;
    this.maxUpdateBytes = maxUpdateBytes;
    this.tellsOfWrongSignatures = tellsOfWrongSignatures;
  }

  CallbackExchange open(Subscription subscription, CallbackToken at, CallbackRequest request) {
    Optional<AcceptedSecrets> accepted = AcceptedSecrets.at(at, subscription, lifecycles.now());
    if (accepted.isEmpty()) {
      return CallbackExchange.answered(notAccepted(subscription, at));
    }
    if (request.contentLength() > maxUpdateBytes) {
      return CallbackExchange.answered(tooLarge());
    }
    ContentSignature signature =
        new ContentSignature(accepted.get(), request.headers(), signatures);
    Optional<Rejection> rejection = signature.rejectedByHeader();
    if (rejection.isPresent()) {
      count(subscription, rejection.get());
      return CallbackExchange.answered(
          Answers.text(
              Answers.FORBIDDEN, "The content is not signed in a way that is accepted here."));
    }
    Origin origin = Origin.of(subscription, accepted.get().registration());
    return new Delivery(subscription, at, origin, request.headers(), signature);
  }

  private void count(Subscription subscription, Rejection why) {
    counters.rejected.increment();
    announcer.rejected(subscription, why);
  }

  private CallbackResponse tooLarge() {
    return Answers.text(
        Answers.CONTENT_TOO_LARGE, "At most " + maxUpdateBytes + " bytes of content are taken.");
  }

  /** Says 410 only where nothing will be asked for again: on that, some hubs forget it for good. */
  private static CallbackResponse notAccepted(Subscription subscription, CallbackToken at) {
    Grant.Former former = subscription.former();
    boolean own =
        subscription.registration().filter(each -> each.callback().equals(at)).isPresent();
    boolean left = !own && former != null && former.callback().equals(at);
    if (left || !subscription.wanted() || subscription.state() == SubscriptionState.GIVEN_UP) {
      return Answers.text(Answers.GONE, "The subscription has ended.");
    }
    return subscription.grant() == null || !own
        ? Answers.text(Answers.NOT_FOUND, "The subscription is not verified.")
        : Answers.tryAgain("The lease has ended, and a new one is asked for.");
  }

  /** One delivery while it arrives. */
  private final class Delivery implements CallbackExchange {
    private final Subscription subscription;
    private final CallbackToken at;
    private final Origin origin;
    private final HttpHeaders headers;
    private final ContentSignature signature;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(INITIAL_BYTES);
    private boolean tooLarge;

    Delivery(
        Subscription subscription,
        CallbackToken at,
        Origin origin,
        HttpHeaders headers,
        ContentSignature signature) {
      this.subscription = subscription;
      this.at = at;
      this.origin = origin;
      this.headers = headers;
      this.signature = signature;
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
      if (length > maxUpdateBytes - body.size()) {
        tooLarge = true;
        body.reset();
        return;
      }
      body.write(bytes, offset, length);
      signature.update(bytes, offset, length);
    }

    @Override
    public void complete(Reply reply) throws IOException {
      reply.send(tooLarge ? tooLarge() : checked(signature.finish()));
    }

    private CallbackResponse checked(ContentSignature.Outcome outcome) {
      if (outcome.rejection() == null) {
        return deliver(outcome);
      }
      count(subscription, outcome.rejection());
      return tellsOfWrongSignatures
          ? Answers.text(Answers.FORBIDDEN, "The signature is not that of the content.")
          : Answers.text(Answers.OK, "");
    }

    private CallbackResponse deliver(ContentSignature.Outcome outcome) {
      Instant now = lifecycles.now();
      Update update =
          new Update(
              UpdateId.next(now),
              origin,
              headers,
              links.parse(headers.allValues("Link"), origin.topic()),
              body.toByteArray(),
              outcome.algorithm(),
              now);
      if (!intake.take(update)) {
        return Answers.tryAgain("The content could not be taken now.");
      }
      note(outcome.secret());
      return Answers.text(Answers.OK, "");
    }

    private void note(@Nullable Secret signedWith) {
      try {
        storeCalls.call(() -> lifecycles.apply(subscription, new Event.Came(at, signedWith)));
      } catch (StoreException e) {
        LOG.warn("The time of an update of subscription {} was not kept", subscription.id(), e);
      }
    }
  }
}
