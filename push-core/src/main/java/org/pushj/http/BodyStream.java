package org.pushj.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as it comes over the wire. The client fills it, one list of buffers ahead; one
 * thread reads it, and waits no longer than to the deadline or to its interrupt. Any thread may
 * close it.
 *
 * <p>The JDK has such a stream too, but that one knows no deadline, and on Java 17 it drops
 * interrupts.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  private final Exchange exchange;

  /**
   * What the client has brought; empty is the end. Holds two elements at most: the client is asked
   * for one list at a time, and an end may follow.
   */
  private final BlockingQueue<Optional<List<ByteBuffer>>> arrived = new LinkedBlockingQueue<>();

  /** Holds null unless the body is under way. */
  private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

  private volatile Runnable begun = () -> {};
  private volatile boolean closed;
  private volatile @Nullable Throwable cause;

  // Touched by the reading thread only.
  private Iterator<ByteBuffer> buffers = Collections.emptyIterator();
  private ByteBuffer buffer = EMPTY;
  private boolean ended;
  private @Nullable IOException failure;

  /** Makes the stream before the request is sent. */
  BodyStream(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Sets what is done when the client begins to bring the body. Until then the head alone is there,
   * and may turn out to be malformed.
   */
  BodyStream whenBegun(Runnable action) {
    begun = action;
    return this;
  }

  // The client's side.

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription offered) {
    if (!subscription.compareAndSet(null, offered) || closed) {
      offered.cancel();
    } else {
      begun.run();
      offered.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> next) {
    arrived.add(Optional.of(next));
  }

  @Override
  public void onError(Throwable cause) {
    this.cause = cause;
    onComplete();
  }

  @Override
  public void onComplete() {
    subscription.set(null);
    arrived.add(Optional.empty());
  }

  // The reader's side.

  @Override
  public int read() throws IOException {
    return awaitBytes() ? Byte.toUnsignedInt(buffer.get()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!awaitBytes()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  /**
   * Gives up what has not come yet, which closes the connection. Leaves the connection alone once
   * all has come: it may already serve another exchange.
   */
  @Override
  public void close() {
    closed = true;
    Subscription open = subscription.getAndSet(null);
    if (open != null) {
      open.cancel();
    }
    arrived.clear();
    arrived.add(Optional.empty());
  }

  /** Waits for bytes in {@link #buffer}; returns false at the end of the body. A failure stays. */
  private boolean awaitBytes() throws IOException {
    if (failure != null) {
      throw failure;
    }
    while (!buffer.hasRemaining() && !ended) {
      if (buffers.hasNext()) {
        buffer = buffers.next();
      } else {
        takeNext();
      }
    }
    return buffer.hasRemaining();
  }

  private void takeNext() throws IOException {
    Optional<List<ByteBuffer>> next;
    try {
      long left = exchange.nanosLeft();
      next = left > 0 ? arrived.poll(left, TimeUnit.NANOSECONDS) : null;
    } catch (InterruptedException e) {
      throw fail(exchange.interrupted());
    }
    if (next == null) {
      throw fail(exchange.timedOut());
    }
    ended = next.isEmpty();
    if (ended && cause != null) {
      throw fail(exchange.brokenOff(cause));
    }
    if (ended && closed) {
      throw fail(exchange.closed());
    }
    buffers = next.orElse(List.of()).iterator();
    Subscription open = subscription.get();
    if (open != null) {
      open.request(1);
    }
  }

  private IOException fail(IOException reason) {
    failure = reason;
    close();
    return reason;
  }
}
