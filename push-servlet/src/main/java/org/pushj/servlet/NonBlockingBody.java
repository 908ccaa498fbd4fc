package org.pushj.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.time.Duration;
import org.pushj.subscriber.CallbackResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body as it arrives and holds no thread meanwhile. It ends in one of these ways:
 *
 * <ol>
 *   <li>the body is whole: the request is dispatched to the servlet again, where the exchange may
 *       take as long as it likes, since the time limit no longer runs;
 *   <li>the exchange wants no more: the answer is sent at once, a rest of bounded length is
 *       dropped, and the connection ends;
 *   <li>the time is up: 408, and the connection ends;
 *   <li>the body breaks off: 400 for whoever still listens, and the connection ends.
 * </ol>
 *
 * <p>Containers call one method after the other, but some tell of the timeout on another thread:
 * hence the lock. Nothing takes long under it.
 */
final class NonBlockingBody implements ReadListener, AsyncListener {
  private static final Logger LOG = LoggerFactory.getLogger(PushCallbackServlet.class);

  private enum State {
    READING,
    ANSWERED,
    OVER
  }

  private final IncomingRequest incoming;
  private final AsyncContext async;
  private State state = State.READING;

  private NonBlockingBody(IncomingRequest incoming) {
    this.incoming = incoming;
    this.async = incoming.request().startAsync(incoming.request(), incoming.response());
  }

  /**
   * Begins to read. The container goes on when the servlet has returned.
   *
   * @param limit how long the body may take in all
   * @throws IOException if an answer cannot be sent
   */
  static void receive(IncomingRequest incoming, Duration limit) throws IOException {
    NonBlockingBody reader = new NonBlockingBody(incoming);
    reader.async.setTimeout(limit.toMillis());
    reader.async.addListener(reader);
    reader.answerIfUnwanted();
    incoming.in().setReadListener(reader);
  }

  @Override
  public synchronized void onDataAvailable() throws IOException {
    while (state != State.OVER && incoming.in().isReady() && incoming.readOn()) {
      answerIfUnwanted();
      if (incoming.isTooMuch()) {
        complete();
      }
    }
  }

  @Override
  public synchronized void onAllDataRead() throws IOException {
    if (state == State.READING) {
      incoming.requireWhole();
      incoming.request().setAttribute(PushCallbackServlet.RECEIVED, incoming.exchange());
      async.dispatch();
      state = State.OVER;
    } else {
      complete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(AdapterAnswers.toBrokenBody(failure));
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end(AdapterAnswers.TOO_LATE);
  }

  @Override
  public void onError(AsyncEvent event) {
    end(AdapterAnswers.toBrokenBody(event.getThrowable()));
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    state = State.OVER;
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nothing starts it again.
  }

  private synchronized void answerIfUnwanted() throws IOException {
    if (state == State.READING && !incoming.exchange().wantsContent()) {
      state = State.ANSWERED;
      incoming.answerEarly();
    }
  }

  /** Ends the request, with an answer if it has none yet. */
  private synchronized void end(CallbackResponse answer) {
    try {
      if (state == State.READING) {
        state = State.ANSWERED;
        incoming.answerAndClose(answer);
      }
    } catch (IOException gone) {
      LOG.debug("Nobody waits for the answer of a callback any more", gone);
    }
    complete();
  }

  private void complete() {
    if (state != State.OVER) {
      async.complete();
      state = State.OVER;
    }
  }
}
