package org.pushj.examples.reader.requests;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the form of a request as it arrives, without holding a thread. When the form is complete or
 * has failed, the request is dispatched to the servlet again.
 */
public final class FormBody implements ReadListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(FormBody.class);
  private static final String OUTCOME = FormBody.class.getName();
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int TIMEOUT = 408;
  private static final int BUFFER_BYTES = 4096;

  private final AsyncContext exchange;
  private final ServletInputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final AtomicBoolean over = new AtomicBoolean();

  private FormBody(AsyncContext exchange, ServletInputStream in) {
    this.exchange = exchange;
    this.in = in;
  }

  /**
   * Returns the form of a request; empty if it has not arrived yet, and the request will be
   * dispatched again.
   *
   * @throws Problem if the form is malformed or did not arrive in time
   */
  public static Optional<Form> of(HttpServletRequest request) throws IOException {
    Object outcome = request.getAttribute(OUTCOME);
    if (outcome instanceof Problem problem) {
      throw problem;
    }
    if (outcome instanceof byte[] complete) {
      return Optional.of(Form.parse(complete));
    }
    Form.requireType(request.getContentType());
    AsyncContext exchange = request.startAsync();
    exchange.setTimeout(LIMIT.toMillis());
    FormBody body = new FormBody(exchange, request.getInputStream());
    exchange.addListener(body);
    body.in.setReadListener(body);
    return Optional.empty();
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!over.get() && in.isReady()) {
      int count = in.read(buffer);
      if (count < 0) {
        return;
      }
      body.write(buffer, 0, count);
      if (body.size() > Form.LIMIT_BYTES) {
        dispatchWith(Form.tooLarge());
      }
    }
  }

  @Override
  public void onAllDataRead() {
    dispatchWith(body.toByteArray());
  }

  @Override
  public void onError(Throwable cause) {
    LOG.debug("A form is incomplete", cause);
    dispatchWith(new Problem(HttpServletResponse.SC_BAD_REQUEST, "The form is incomplete."));
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    dispatchWith(new Problem(TIMEOUT, "The form did not arrive in time."));
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}

  /** Dispatches the request to the servlet again; only the first outcome counts. */
  private void dispatchWith(Object outcome) {
    if (over.compareAndSet(false, true)) {
      exchange.getRequest().setAttribute(OUTCOME, outcome);
      exchange.dispatch();
    }
  }
}
