package org.pushj.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

  private final String host;
  private final Deadline deadline;

  /** Holds two parts at most: the client is asked for one at a time, and an end may follow. */
  private final BlockingQueue<Part> arrived = new LinkedBlockingQueue<>();

  // All are guarded by the lock. The subscription is null unless the body is under way.
  private final Object lock = new Object();
  private Runnable begun = () -> {};
  private @Nullable Subscription subscription;
  private boolean closed;

  // Touched by the reading thread only.
  private Iterator<ByteBuffer> buffers = Collections.emptyIterator();
  private ByteBuffer buffer = EMPTY;
  private boolean ended;
  private @Nullable IOException failure;

  /**
   * Makes the stream before the request is sent.
   *
   * @param host who is spoken to, for messages
   */
  BodyStream(String host, Deadline deadline) {
    this.host = host;
    this.deadline = deadline;
  }

  /**
   * Sets what is done when the client begins to bring the body. Until then the head alone is there,
   * and may turn out to be malformed.
   */
  BodyStream whenBegun(Runnable action) {
    synchronized (lock) {
      begun = action;
    }
    return this;
  }

  // The client's side.

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Subscription offered) {
    boolean welcome;
    Runnable action;
    synchronized (lock) {
      action = begun;
      welcome = !closed && subscription == null;
      if (welcome) {
        subscription = offered;
      }
    }
    if (welcome) {
      action.run();
      offered.request(1);
    } else {
      offered.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> next) {
    arrived.add(new Part(next, false, null));
  }

  @Override
  public void onError(Throwable cause) {
    leave();
    arrived.add(new Part(List.of(), true, cause));
  }

  @Override
  public void onComplete() {
    leave();
    arrived.add(Part.END);
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
   * all has come.
   */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    Subscription open = leave();
    if (open != null) {
      open.cancel();
    }
    arrived.clear();
    arrived.add(Part.END);
  }

  /** Waits for bytes in {@link #buffer}; returns false at the end of the body. A failure stays. */
  private boolean awaitBytes() throws IOException {
    if (failure != null) {
      throw failure;
    }
    while (!buffer.hasRemaining()) {
      if (ended) {
        return false;
      }
      if (buffers.hasNext()) {
        buffer = buffers.next();
      } else {
        accept(take());
      }
    }
    return true;
  }

  private Part take() throws IOException {
    Part part;
    try {
      long left = deadline.nanosLeft();
      part = left > 0 ? arrived.poll(left, TimeUnit.NANOSECONDS) : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fail(
          new InterruptedIOException("interrupted while the answer of " + host + " was read"));
    }
    if (part == null) {
      throw fail(deadline.missed(host));
    }
    return part;
  }

  private void accept(Part part) throws IOException {
    if (part.cause() != null) {
      throw fail(Failures.brokenOff(host, part.cause()));
    }
    if (!part.last()) {
      buffers = part.buffers().iterator();
      askForMore();
    } else if (isClosed()) {
      throw fail(new IOException("the answer of " + host + " is closed"));
    } else {
      ended = true;
    }
  }

  private void askForMore() {
    Subscription open;
    synchronized (lock) {
      open = subscription;
    }
    if (open != null) {
      open.request(1);
    }
  }

  /**
   * Forgets the subscription. One whose body has ended must not be cancelled: its connection may
   * already serve another exchange.
   */
  private @Nullable Subscription leave() {
    synchronized (lock) {
      Subscription left = subscription;
      subscription = null;
      return left;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private IOException fail(IOException reason) {
    failure = reason;
    close();
    return reason;
  }

  /** What the client brings: buffers, or the end with or without a cause. */
  private record Part(List<ByteBuffer> buffers, boolean last, @Nullable Throwable cause) {
    static final Part END = new Part(List.of(), true, null);
  }
}
