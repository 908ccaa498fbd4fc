package org.pushj.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.time.Duration;
import org.pushj.callback.CallbackResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body as it arrives, without holding a thread. It ends in one of these ways:
 *
 * <ol>
 *   <li>the body is complete: the request is dispatched to the servlet again, where the exchange
 *       may take as long as it needs, since the time limit no longer applies;
 *   <li>the exchange wants no more: the response is sent at once, a limited remainder is discarded,
 *       and the connection is closed;
 *   <li>the time limit has passed: 408, and the connection is closed;
 *   <li>the body breaks off: 400, if the client can still read it, and the connection is closed.
 * </ol>
 *
 * <p>Containers call one method at a time, but some report the timeout on another thread: hence the
 * lock. Nothing blocks while holding it.
 */
final class NonBlockingBody implements ReadListener {
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
   * Starts reading. The container continues after the servlet has returned.
   *
   * @param limit how long the whole body may take
   * @throws IOException if a response cannot be sent
   */
  static void receive(IncomingRequest incoming, Duration limit) throws IOException {
    NonBlockingBody reader = new NonBlockingBody(incoming);
    reader.async.setTimeout(limit.toMillis());
    reader.async.addListener(new BodyEvents(reader));
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

  /** Takes note that the container has completed the request. */
  synchronized void over() {
    state = State.OVER;
    incoming.exchange().abandon();
  }

  private synchronized void answerIfUnwanted() throws IOException {
    if (state == State.READING && !incoming.exchange().wantsContent()) {
      state = State.ANSWERED;
      incoming.answerEarly();
    }
  }

  /** Ends the request, with this response if it has none yet. */
  synchronized void end(CallbackResponse answer) {
    try {
      if (state == State.READING) {
        state = State.ANSWERED;
        incoming.abandon(answer);
      }
    } catch (IOException gone) {
      LOG.debug("The client of a callback has gone before the response was sent", gone);
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
