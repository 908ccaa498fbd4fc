package org.pushj.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.pushj.callback.CallbackExchange;
import org.pushj.callback.CallbackHandler;
import org.pushj.callback.CallbackRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange that responds with 500 once its handler has failed, so that no container shows a
 * stack trace to the client. The failure is logged once.
 */
final class GuardedExchange implements CallbackExchange {
  private static final Logger LOG = LoggerFactory.getLogger(PushCallbackServlet.class);
  private static final CallbackExchange FAILED = CallbackExchange.answered(AdapterAnswers.FAILURE);

  private final HeaderFields fields;
  private CallbackExchange exchange = FAILED;

  private GuardedExchange(HeaderFields fields) {
    this.fields = fields;
  }

  /**
   * Opens an exchange; never throws.
   *
   * @param fields the headers of the request: those of one with content that is wanted are kept
   */
  static CallbackExchange open(
      CallbackHandler handler, CallbackRequest request, HeaderFields fields) {
    GuardedExchange guarded = new GuardedExchange(fields);
    guarded.exchange = guarded.attempt(() -> handler.open(request), FAILED);
    if (guarded.wantsContent()) {
      guarded.attempt(fields::keep);
    }
    return guarded;
  }

  @Override
  public boolean wantsContent() {
    try {
      return exchange.wantsContent();
    } catch (RuntimeException | Error e) {
      failed(e);
      return false;
    }
  }

  @Override
  public void content(byte[] bytes, int offset, int length) {
    attempt(() -> exchange.content(bytes, offset, length));
  }

  @Override
  public int contentFrom(InputStream body, int available) throws IOException {
    try {
      return exchange.contentFrom(body, available);
    } catch (RuntimeException | Error e) {
      failed(e);
      return 0;
    }
  }

  @Override
  public void complete(Reply reply) throws IOException {
    AtomicBoolean replied = new AtomicBoolean();
    Reply once =
        response -> {
          Objects.requireNonNull(response, "a CallbackHandler returned null");
          replied.set(true);
          reply.send(response);
        };
    try {
      exchange.complete(once);
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      fields.end();
    }
    if (!replied.get()) {
      reply.send(AdapterAnswers.FAILURE);
    }
  }

  @Override
  public void abandon() {
    CallbackExchange abandoned = exchange;
    exchange = FAILED;
    attempt(abandoned::abandon);
    fields.end();
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private <T> T attempt(Supplier<T> step, T fallback) {
    try {
      return Objects.requireNonNull(step.get(), "a CallbackHandler returned null");
    } catch (RuntimeException | Error e) {
      failed(e);
      return fallback;
    }
  }

  /** The exchange is not asked for anything more, so its memory is released. */
  private void failed(Throwable failure) {
    CallbackExchange dropped = exchange;
    exchange = FAILED;
    try {
      dropped.abandon();
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(new IllegalStateException("The exchange cannot be abandoned", e));
    }
    LOG.error("The handler of a callback failed; the request is answered 500", failure);
  }
}
