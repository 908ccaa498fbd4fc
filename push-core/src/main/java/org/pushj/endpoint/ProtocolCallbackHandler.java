package org.pushj.endpoint;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackRequest;
import org.pushj.callback.CallbackResponse;
import org.pushj.contact.UnsureVerifications;
import org.pushj.contact.VerificationWatch;
import org.pushj.lifecycle.HubAsker;
import org.pushj.lifecycle.Lifecycles;
import org.pushj.monitoring.FailureLog;
import org.pushj.spi.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The ready callback endpoint. The life of a request:
 *
 * <ol>
 *   <li>the method must be one that hubs use: otherwise 405;
 *   <li>the path must be a callback token, with one slash after it at most: otherwise 404;
 *   <li>one look-up by that token finds the subscription: otherwise 404. A POST is refused by what
 *       the store has now, never by what a look-up before has found;
 *   <li>a GET is answered by {@link VerificationAnswer}, from its query alone;
 *   <li>a POST is taken by {@link ContentReception}, which reads the body.
 * </ol>
 *
 * A store that fails is answered with 503, so that the hub tries again.
 */
public final class ProtocolCallbackHandler implements CallbackHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolCallbackHandler.class);

  private final RecentLookups store;
  private final StoreCalls storeCalls;
  private final VerificationAnswer verification;
  private final ContentReception reception;
  private final FailureLog failures;

  /**
   * Makes the endpoint of one subscriber.
   *
   * @param hubs masks our credentials in what hubs say
   * @param listeners tells the application what follows from a hub's GET
   * @param takesOldChallenges whether challenges of any printable ASCII are taken
   * @param verifications receives each request that a hub verifies
   * @param unsure receives those of which it is unknown whether they were committed
   */
  public ProtocolCallbackHandler(
      RecentLookups store,
      StoreCalls storeCalls,
      Lifecycles lifecycles,
      ContentReception reception,
      HubAsker hubs,
      Executor listeners,
      boolean takesOldChallenges,
      VerificationWatch verifications,
      UnsureVerifications unsure,
      Monitor monitor) {
    this.store = store;
    this.storeCalls = storeCalls;
    this.verification =
        new VerificationAnswer(
            lifecycles,
            storeCalls,
            hubs,
            listeners,
            takesOldChallenges,
            verifications,
            unsure,
            monitor);
    this.reception = reception;
    this.failures = new FailureLog(LOG, Level.ERROR, store::now);
  }

  @Override
  public CallbackExchange open(CallbackRequest request) {
    boolean content = request.method().equals("POST");
    if (!content && !request.method().equals("GET")) {
      return CallbackExchange.answered(Answers.UNUSUAL_METHOD);
    }
    Optional<CallbackToken> token = token(request.path());
    if (token.isEmpty()) {
      return CallbackExchange.answered(Answers.UNKNOWN);
    }
    CallbackToken at = token.get();
    try {
      if (!content) {
        return verification.to(lookedUp(at, false), at, request.query());
      }
      Row row = new Row(at, store.now(), store.changesOf(at));
      Optional<Subscription> remembered = store.remembered(at);
      return remembered.isPresent()
          ? reception.open(remembered.get(), at, request, row, true)
          : reception.open(row.read(), at, request, row, false);
    } catch (FreshRow.Unreadable e) {
      return CallbackExchange.answered(e.answer());
    } catch (StoreException e) {
      return CallbackExchange.answered(failed(e));
    }
  }

  private Subscription lookedUp(CallbackToken at, boolean content) throws FreshRow.Unreadable {
    try {
      Optional<Subscription> found =
          storeCalls.call(() -> content ? store.look(at) : store.findByCallback(at));
      failures.worked("The store answers again; {} requests to callbacks were answered 503");
      return found.orElseThrow(() -> new FreshRow.Unreadable(Answers.UNKNOWN));
    } catch (StoreException e) {
      throw new FreshRow.Unreadable(failed(e));
    }
  }

  private CallbackResponse failed(StoreException failure) {
    LOG.atLevel(failures.failed())
        .setCause(failure)
        .log("A request to a callback is answered 503, since the store failed");
    return Answers.UNAVAILABLE;
  }

  /** The row of a callback that content arrives at. */
  private final class Row implements FreshRow {
    private final CallbackToken at;
    private final Instant since;
    private final int changes;

    Row(CallbackToken at, Instant since, int changes) {
      this.at = at;
      this.since = since;
      this.changes = changes;
    }

    @Override
    public Subscription read() throws Unreadable {
      return lookedUp(at, true);
    }

    @Override
    public boolean isOutdated() {
      return store.changesOf(at) != changes || store.isOld(since);
    }
  }

  /** Some hubs deliver to the callback with one slash after it. */
  private static Optional<CallbackToken> token(String path) {
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return CallbackToken.parse(path.substring(start, Math.max(start, end)));
  }
}
