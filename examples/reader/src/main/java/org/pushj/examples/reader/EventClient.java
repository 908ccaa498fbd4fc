package org.pushj.examples.reader;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser that listens. No thread waits for it: what it cannot take now waits here, and if that
 * is too much, the connection ends and the browser comes again. Safe for use by several threads.
 */
final class EventClient implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

  /** A single event may be larger: the one that brings a browser up to date. */
  private static final int MAX_WAITING_BYTES = 1 << 20;

  private final AsyncContext exchange;
  private final ServletOutputStream out;
  private final Consumer<EventClient> atEnd;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean ready;
  private boolean unflushed;
  private boolean ended;

  /**
   * Makes the client.
   *
   * @param atEnd is told when the connection has ended
   */
  EventClient(AsyncContext exchange, Consumer<EventClient> atEnd) throws IOException {
    this.exchange = exchange;
    this.out = exchange.getResponse().getOutputStream();
    this.atEnd = atEnd;
  }

  /** Lets the container say when the connection takes more. */
  synchronized void start() {
    if (!ended) {
      out.setWriteListener(this);
    }
  }

  /** Sends an event as soon as the connection takes it. */
  synchronized void send(byte[] event) {
    if (ended) {
      return;
    }
    waiting.add(event);
    waitingBytes += event.length;
    if (waitingBytes > MAX_WAITING_BYTES && waiting.size() > 1) {
      end();
      return;
    }
    try {
      drain();
    } catch (IOException e) {
      onError(e);
    }
  }

  @Override
  public synchronized void onWritePossible() throws IOException {
    ready = true;
    drain();
  }

  @Override
  public synchronized void onError(Throwable cause) {
    LOG.debug("A browser has gone", cause);
    end();
  }

  /** Ends the connection. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      waiting.clear();
      atEnd.accept(this);
      exchange.complete();
    }
  }

  private void drain() throws IOException {
    while (ready && !ended && (unflushed || !waiting.isEmpty())) {
      byte[] next = waiting.poll();
      if (next == null) {
        out.flush();
        unflushed = false;
      } else {
        out.write(next);
        waitingBytes -= next.length;
        unflushed = true;
      }
      ready = out.isReady();
    }
  }
}
