package org.pushj.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.Grant;
import org.pushj.OpenRequest;
import org.pushj.Origin;
import org.pushj.Registration;
import org.pushj.Rejection;
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
    List<Registration> live = liveAt(at, subscription, lifecycles.now());
    if (live.isEmpty()) {
      return CallbackExchange.answered(notAccepted(subscription, at));
    }
    if (request.contentLength() > maxUpdateBytes) {
      return CallbackExchange.answered(Answers.tooLarge(maxUpdateBytes));
    }
    ContentSignature signature = new ContentSignature(live, request.headers(), signatures);
    Optional<Rejection> rejection = signature.rejectedByHeader();
    if (rejection.isPresent()) {
      count(subscription, rejection.get());
      return CallbackExchange.answered(Answers.NOT_SIGNED);
    }
    return new Delivery(subscription, live.get(0), request.headers(), signature);
  }

  /**
   * Returns what a hub may deliver by at a callback: what it knows, and while a secret is rotated,
   * what it knew before or was just sent. Empty if the subscription is not wanted, or no lease runs
   * at this callback.
   */
  private static List<Registration> liveAt(
      CallbackToken at, Subscription subscription, Instant now) {
    List<Registration> live = new ArrayList<>();
    Grant grant = subscription.grant();
    if (grant != null && grant.isAliveAt(now) && grant.registration().callback().equals(at)) {
      live.add(grant.registration());
      OpenRequest open = subscription.open();
      if (open != null && open.callback().equals(at) && open.secret() != null) {
        live.add(open.registration());
      }
    }
    Grant.Former former = subscription.former();
    if (former != null && former.isAliveAt(now) && former.callback().equals(at)) {
      live.add(former.registration());
    }
    return subscription.wanted() ? live : List.of();
  }

  /** Says 410 only where nothing will be asked for again: on that, some hubs forget it for good. */
  private static CallbackResponse notAccepted(Subscription subscription, CallbackToken at) {
    Grant.Former former = subscription.former();
    boolean own =
        subscription.registration().filter(each -> each.callback().equals(at)).isPresent();
    boolean left = !own && former != null && former.callback().equals(at);
    if (left || !subscription.wanted() || subscription.state() == SubscriptionState.GIVEN_UP) {
      return Answers.ENDED;
    }
    return own && subscription.grant() != null ? Answers.LAPSED : Answers.NOT_VERIFIED;
  }

  private void count(Subscription subscription, Rejection why) {
    counters.rejected.increment();
    announcer.rejected(subscription, why);
  }

  /** One delivery while it arrives. */
  private final class Delivery implements CallbackExchange {
    private final Subscription subscription;
    private final Registration registration;
    private final HttpHeaders headers;
    private final ContentSignature signature;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(INITIAL_BYTES);
    private boolean tooLarge;

    Delivery(
        Subscription subscription,
        Registration registration,
        HttpHeaders headers,
        ContentSignature signature) {
      this.subscription = subscription;
      this.registration = registration;
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
      reply.send(tooLarge ? Answers.tooLarge(maxUpdateBytes) : checked(signature.finish()));
    }

    private CallbackResponse checked(ContentSignature.Outcome outcome) {
      if (outcome.rejection() == null) {
        return deliver(outcome);
      }
      count(subscription, outcome.rejection());
      return tellsOfWrongSignatures ? Answers.WRONGLY_SIGNED : Answers.TAKEN;
    }

    private CallbackResponse deliver(ContentSignature.Outcome outcome) {
      Instant now = lifecycles.now();
      Update update =
          new Update(
              UpdateId.next(now),
              Origin.of(subscription, registration),
              headers,
              links.parse(headers.allValues("Link"), registration.topic()),
              body.toByteArray(),
              outcome.algorithm(),
              now);
      if (!intake.take(update)) {
        return Answers.NOT_TAKEN;
      }
      note(new Event.Came(registration.callback(), outcome.secret()));
      return Answers.TAKEN;
    }

    private void note(Event.Came event) {
      try {
        storeCalls.call(() -> lifecycles.apply(subscription, event));
      } catch (StoreException e) {
        LOG.warn("The time of an update of subscription {} was not kept", subscription.id(), e);
      }
    }
  }
}
