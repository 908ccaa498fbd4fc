package org.pushj.examples.reader.page;

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
 * One connected browser. No thread waits for it: events that it cannot receive yet are queued here,
 * and if there are too many, the connection is closed and the browser reconnects. Thread-safe.
 */
final class EventClient implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);

  /** A single event may be larger: the first one, with everything that the browser lacks. */
  private static final int MAX_WAITING_BYTES = 1 << 20;

  private final AsyncContext exchange;
  private final ServletOutputStream out;
  private final Consumer<EventClient> onEnd;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean ready;
  private boolean unflushed;
  private boolean ended;

  /**
   * Makes the client.
   *
   * @param onEnd called when the connection has ended
   */
  EventClient(AsyncContext exchange, Consumer<EventClient> onEnd) throws IOException {
    this.exchange = exchange;
    this.out = exchange.getResponse().getOutputStream();
    this.onEnd = onEnd;
  }

  /** Lets the container report when the connection is writable. */
  synchronized void start() {
    if (!ended) {
      out.setWriteListener(this);
    }
  }

  /** Sends an event as soon as the connection is writable. */
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
    LOG.debug("A browser has disconnected", cause);
    end();
  }

  /** Closes the connection. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      waiting.clear();
      onEnd.accept(this);
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
