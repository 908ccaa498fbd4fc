package org.pushj.subscriber;

import java.util.Optional;
import org.pushj.CallbackToken;
import org.pushj.StoreException;
import org.pushj.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The ready callback endpoint. The life of a request:
 *
 * <ol>
 *   <li>the method must be one that hubs use: otherwise 405;
 *   <li>the path must be a callback token: otherwise 404;
 *   <li>one look-up by that token finds the subscription: otherwise 404;
 *   <li>a GET is answered by {@link IntentVerification}, from its query alone;
 *   <li>a POST is taken by {@link ContentReception}, which reads the body.
 * </ol>
 *
 * A store that fails is answered with 503, so that the hub comes again.
 */
final class ProtocolCallbackHandler implements CallbackHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);
  private static final int COME_AGAIN_SECONDS = 60;

  private final SubscriberContext context;
  private final IntentVerification verification;
  private final FailureLog failures = new FailureLog(LOG, Level.ERROR);

  ProtocolCallbackHandler(SubscriberContext context) {
    this.context = context;
    this.verification = new IntentVerification(context);
  }

  @Override
  public CallbackExchange open(CallbackRequest request) {
    boolean content = request.method().equals("POST");
    if (!content && !request.method().equals("GET")) {
      return answered(
          CallbackResponse.METHOD_NOT_ALLOWED,
          "Only GET and POST are possible here.",
          "Allow",
          "GET, POST");
    }
    Optional<CallbackToken> token = token(request.path());
    if (token.isEmpty()) {
      return unknown();
    }
    try {
      Optional<Subscription> found =
          context.storeCalls().call(() -> context.store().findByCallback(token.get()));
      failures.worked("The store answers again; {} requests to callbacks were answered 503");
      if (found.isEmpty()) {
        return unknown();
      }
      return content
          ? ContentReception.open(context, found.get(), token.get(), request)
          : CallbackExchange.answered(
              verification.answer(found.get(), token.get(), request.query()));
    } catch (StoreException e) {
      LOG.atLevel(failures.failed())
          .setCause(e)
          .log("A request to a callback is answered 503, since the store failed");
      return CallbackExchange.answered(
          CallbackResponse.comeAgain(COME_AGAIN_SECONDS, "The store is not available."));
    }
  }

  private static Optional<CallbackToken> token(String path) {
    return CallbackToken.parse(path.startsWith("/") ? path.substring(1) : path);
  }

  private static CallbackExchange unknown() {
    return CallbackExchange.answered(
        CallbackResponse.text(CallbackResponse.NOT_FOUND, "There is no such subscription."));
  }

  private static CallbackExchange answered(int status, String body, String name, String value) {
    return CallbackExchange.answered(CallbackResponse.text(status, body).with(name, value));
  }
}
