package org.pushj.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pushj.CallbackToken;
import org.pushj.Origin;
import org.pushj.Registration;
import org.pushj.Rejection;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.Update;
import org.pushj.UpdateId;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.io.DecodedStream;
import org.pushj.lifecycle.HubCall;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.monitoring.FailureLog;
import org.pushj.monitoring.LogContext;
import org.pushj.platform.Ticker;
import org.pushj.platform.TimeOrderedUuids;
import org.pushj.settings.CallbackSettings;
import org.pushj.spi.LinkHeaderParser;
import org.pushj.spi.Monitor;
import org.pushj.spi.SignatureVerifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes deliveries (W3C WebSub section 7). The life of one:
 *
 * <ol>
 *   <li>the subscription must be wanted, and its lease run: otherwise 410 if nothing is asked for
 *       any more, 503 while a new lease is, and 404 where nothing was ever granted;
 *   <li>the body must not be declared larger than the limit: otherwise 413;
 *   <li>a subscription with a secret wants a signature of a fit algorithm: otherwise 403;
 *   <li>the body is kept as it arrives; over the limit: 413, and where all bodies together need too
 *       much memory: 503, to those first that arrive slowly;
 *   <li>where the subscription was changed here meanwhile, or the body took more than a second, it
 *       is read again: what ends after the intent of the application is not taken;
 *   <li>a signature that is not that of the body drops it, and the answer does not tell (section
 *       7.1.2);
 *   <li>a content coding that is known here is decoded, within the same limits: otherwise 400;
 *   <li>the inbox, or without one the listener, takes the update; if it cannot: 503, so that the
 *       hub keeps the content;
 *   <li>the subscription keeps when it came;
 *   <li>200.
 * </ol>
 */
public final class ContentReception {
  private static final Logger LOG = LoggerFactory.getLogger(ContentReception.class);

  private final Intake intake;
  private final Lifecycles lifecycles;
  private final StoreCalls storeCalls;
  private final SignatureVerifier signatures;
  private final LinkHeaderParser links;
  private final Rejections rejections;
  private final Monitor monitor;
  private final CallbackSettings settings;
  private final BodyBudget budget;
  private final Ticker ticker;
  private final TimeOrderedUuids ids;
  private final FailureLog noteFailures;
  private final FailureLog memoryFailures;

  /** Makes the reception of one subscriber. */
  public ContentReception(
      Intake intake,
      Lifecycles lifecycles,
      StoreCalls storeCalls,
      SignatureVerifier signatures,
      LinkHeaderParser links,
      Rejections rejections,
      Monitor monitor,
      CallbackSettings settings,
      Ticker ticker,
      TimeOrderedUuids ids) {
    this.intake = intake;
    this.lifecycles = lifecycles;
    this.storeCalls = storeCalls;
    this.signatures = signatures;
    this.links = links;
    this.rejections = rejections;
    this.monitor = monitor;
    this.settings = settings;
    this.ticker = ticker;
    this.ids = ids;
    this.noteFailures = new FailureLog(LOG, Level.WARN, lifecycles::now);
    this.memoryFailures = new FailureLog(LOG, Level.WARN, lifecycles::now);
    this.budget = new BodyBudget(settings.maxBytesInMemory(), lifecycles::now);
  }

  /**
   * Begins to take a delivery.
   *
   * @param subscription as the store has it, or as it was a while ago
   * @param row reads what the store has now
   * @param remembered whether it is as it was a while ago, so that a check that fails is repeated
   *     against what the store has now
   */
  CallbackExchange open(
      Subscription subscription,
      CallbackToken at,
      CallbackRequest request,
      FreshRow row,
      boolean remembered) {
    Admission admission = admission(subscription, at, request);
    boolean repeats = remembered;
    if (admission.fails() && repeats) {
      try {
        admission = admission(row.read(), at, request);
        repeats = false;
      } catch (FreshRow.Unreadable e) {
        return CallbackExchange.answered(e.answer());
      }
    }
    Optional<CallbackResponse> refusal = admission.refusal();
    if (refusal.isPresent()) {
      secretIsDue(admission.subscription(), at);
      return CallbackExchange.answered(refusal.get());
    }
    if (request.contentLength() > settings.maxUpdateBytes()) {
      monitor.delivered(admission.registration().hub(), Monitor.Delivery.REFUSED, Duration.ZERO);
      return CallbackExchange.answered(Answers.tooLarge(settings.maxUpdateBytes()));
    }
    Optional<Rejection> rejection = admission.rejection();
    if (rejection.isPresent()) {
      Subscription refused = admission.subscription();
      rejections.add(admission.registration(), rejection.get());
      monitor.delivered(admission.registration().hub(), Monitor.Delivery.REJECTED, Duration.ZERO);
      return CallbackExchange.answered(
          Answers.NOT_SIGNED, () -> rejections.tell(refused, rejection.get()));
    }
    return new Delivery(admission, request, row, repeats);
  }

  /** What a hub was granted without a secret is asked for with one, where that is needed by now. */
  private void secretIsDue(Subscription subscription, CallbackToken at) {
    HubCall unsigned = new HubCall.RefusedAsUnsigned(at);
    if (lifecycles.changes(subscription, unsigned)) {
      Lifecycles.Outcome unused = storeCalls.call(() -> lifecycles.apply(subscription, unsigned));
    }
  }

  private Admission admission(
      Subscription subscription, CallbackToken at, CallbackRequest request) {
    return Admission.of(subscription, at, request, signatures, lifecycles);
  }

  /** One delivery while it arrives. */
  private final class Delivery implements CallbackExchange {
    private final CallbackRequest request;
    private final HeldBody body;
    private final long start = ticker.nanoTime();
    private Admission admission;
    private final FreshRow row;
    private final boolean repeats;

    /** What to report to the monitor; null if that was reported, or is by someone else. */
    private volatile Monitor.@Nullable Delivery result = Monitor.Delivery.REFUSED;

    /** Why it was dropped, which its sender is not told; null unless it was. */
    private @Nullable Rejection rejection;

    /** The answer where the content, or more of it, is not wanted. */
    private @Nullable CallbackResponse refusal;

    Delivery(Admission admission, CallbackRequest request, FreshRow row, boolean repeats) {
      this.admission = admission;
      this.request = request;
      this.row = row;
      this.repeats = repeats;
      long declared = request.contentLength();
      this.body = held(declared < 0 ? settings.maxUpdateBytes() : (int) declared, declared >= 0);
    }

    private HeldBody held(int max, boolean declared) {
      return new HeldBody(budget, admission.at(), max, declared);
    }

    @Override
    public boolean wantsContent() {
      return refusal == null;
    }

    @Override
    public void content(byte[] bytes, int offset, int length) {
      if (refusal != null) {
        return;
      }
      if (length > settings.maxUpdateBytes() - body.size()) {
        refuse(Answers.tooLarge(settings.maxUpdateBytes()));
      } else if (!body.append(bytes, offset, length)) {
        refuse(Answers.NO_MEMORY);
      }
    }

    @Override
    public int contentFrom(InputStream in, int available) throws IOException {
      int length = Math.min(available, settings.maxUpdateBytes() - body.size());
      if (refusal != null || length == 0) {
        return CallbackExchange.super.contentFrom(in, available);
      }
      int count = body.appendFrom(in, length);
      if (count == HeldBody.NO_MEMORY) {
        refuse(Answers.NO_MEMORY);
        return 0;
      }
      return count;
    }

    private void refuse(CallbackResponse answer) {
      refusal = answer;
      body.release();
    }

    @Override
    public void complete(Reply reply) throws IOException {
      LogContext context =
          LogContext.begin(admission.subscription().id(), admission.registration().hub());
      CallbackResponse answer;
      body.arrived();
      try {
        byte[] raw = refusal == null ? body.content() : null;
        answer = refusal != null ? refusal : raw == null ? Answers.NO_MEMORY : checked(raw);
        noteMemory(answer);
      } finally {
        body.release();
        context.end();
      }
      tell(result);
      try {
        reply.send(answer);
      } finally {
        if (rejection != null) {
          rejections.tell(admission.subscription(), rejection);
        }
      }
    }

    private void noteMemory(CallbackResponse answer) {
      if (answer.equals(Answers.NO_MEMORY)) {
        result = Monitor.Delivery.NO_MEMORY;
        LOG.atLevel(memoryFailures.failed())
            .log(
                "There is no memory for a delivery: all that arrive hold up to {} bytes, those of"
                    + " one callback half of it; it is answered 503",
                settings.maxBytesInMemory());
      } else if (answer.equals(Answers.DELIVERED)) {
        memoryFailures.worked("There is memory for deliveries again; {} were answered 503");
      }
    }

    @Override
    public void abandon() {
      body.release();
      tell(result == null ? null : Monitor.Delivery.ABANDONED);
    }

    private void tell(Monitor.@Nullable Delivery ended) {
      result = null;
      if (ended != null) {
        monitor.delivered(
            admission.registration().hub(), ended, Duration.ofNanos(ticker.nanoTime() - start));
      }
    }

    /** What the application no longer wants is not taken, though its body began before. */
    private CallbackResponse checked(byte[] raw) {
      ContentSignature.Outcome outcome = admission.signature().of(raw);
      if (row.isOutdated() || (outcome.rejection() != null && repeats)) {
        try {
          Admission now = admission(row.read(), admission.at(), request);
          Optional<CallbackResponse> refused = now.refusal();
          if (refused.isPresent()) {
            return refused.get();
          }
          admission = now;
          outcome = now.signature().of(raw);
        } catch (FreshRow.Unreadable e) {
          return e.answer();
        }
      }
      if (outcome.rejection() == null) {
        return DecodedStream.decodes(request.values("Content-Encoding"))
            ? decode(raw, outcome)
            : deliver(raw, request::headers, outcome);
      }
      rejection = outcome.rejection();
      rejections.add(admission.registration(), rejection);
      result = Monitor.Delivery.REJECTED;
      return Answers.DELIVERED;
    }

    private CallbackResponse decode(byte[] coded, ContentSignature.Outcome outcome) {
      HttpHeaders headers = request.headers();
      return ContentCoding.decoded(
          coded,
          headers,
          held(settings.maxUpdateBytes(), false),
          content -> deliver(content, () -> ContentCoding.without(headers), outcome));
    }

    private CallbackResponse deliver(
        byte[] content, Supplier<HttpHeaders> headers, ContentSignature.Outcome outcome) {
      Instant now = lifecycles.now();
      Subscription subscription = admission.subscription();
      Registration registration = admission.registration();
      Update update =
          new Update(
              new UpdateId(ids.at(now)),
              Origin.of(subscription, registration),
              headers,
              () -> links.parse(request.values("Link"), registration.topic()),
              content,
              outcome.algorithm(),
              now);
      result = intake.take(update);
      if (result == Monitor.Delivery.NOT_TAKEN) {
        return Answers.NOT_TAKEN;
      }
      HubCall.Delivered delivered = new HubCall.Delivered();
      if (lifecycles.changes(subscription, delivered)) {
        note(subscription, delivered);
      }
      return Answers.DELIVERED;
    }

    private void note(Subscription subscription, HubCall.Delivered event) {
      try {
        storeCalls.call(() -> lifecycles.apply(subscription, event));
        noteFailures.worked("The times of updates are kept again; {} were not");
      } catch (StoreException e) {
        LOG.atLevel(noteFailures.failed())
            .setCause(e)
            .log("The time of an update of subscription {} was not kept", subscription.id());
      }
    }
  }
}
