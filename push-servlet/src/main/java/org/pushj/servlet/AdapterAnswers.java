package org.pushj.servlet;

import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pushj.callback.CallbackResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The responses that do not come from a {@link org.pushj.callback.CallbackHandler}. */
final class AdapterAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(PushCallbackServlet.class);
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "text/plain;charset=UTF-8",
          "X-Content-Type-Options", "nosniff",
          "Cache-Control", "no-store");

  /** The body did not arrive within the time limit. */
  static final CallbackResponse TOO_LATE =
      new CallbackResponse(408, HEADERS, "The content did not arrive in time.");

  /** The request has more header fields than are read. */
  static final CallbackResponse TOO_MANY_FIELDS =
      new CallbackResponse(431, HEADERS, "The request has too many header fields.");

  /** The handler failed. */
  static final CallbackResponse FAILURE =
      new CallbackResponse(500, HEADERS, "The request could not be handled.");

  /** The servlet was taken out of service. */
  static final CallbackResponse CLOSED =
      new CallbackResponse(503, HEADERS, "The callback is out of service.");

  private static final CallbackResponse BROKEN_BODY =
      new CallbackResponse(400, HEADERS, "The content is incomplete.");

  private AdapterAnswers() {}

  /** Returns the response to a body that could not be read completely. */
  static CallbackResponse toBrokenBody(@Nullable Throwable failure) {
    LOG.debug("The content of a request to a callback is incomplete", failure);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
        return TOO_LATE;
      }
    }
    return BROKEN_BODY;
  }
}
