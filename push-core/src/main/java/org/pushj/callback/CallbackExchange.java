package org.pushj.callback;

import java.io.IOException;
import java.io.InputStream;

/**
 * One request to the callback endpoint while it is being answered. Used by one thread at a time.
 *
 * @since 0.1
 */
public interface CallbackExchange {

  /**
   * Tells whether the answer depends on (more of) the body. Once this is false the rest of the body
   * need not be read: {@link #complete} gives the answer.
   */
  boolean wantsContent();

  /**
   * Adds the next piece of the body. The array may be reused afterwards. Ignored if no content is
   * wanted.
   *
   * @param bytes holds the piece
   * @param offset where it begins
   * @param length how long it is, in bytes
   */
  void content(byte[] bytes, int offset, int length);

  /**
   * Reads the next piece of the body directly, instead of receiving it through {@link #content},
   * which may save a copy. Called only while content is wanted. Default: reads some and passes it
   * to {@link #content}.
   *
   * @param body the body
   * @param available how many bytes of it have arrived and can be read without blocking, 1 or more
   * @return how many were read; 0 where no more content is wanted, -1 at the end of the body
   * @throws IOException as the stream does
   */
  default int contentFrom(InputStream body, int available) throws IOException {
    byte[] piece = new byte[Math.min(available, 8192)];
    int count = body.read(piece);
    if (count > 0) {
      content(piece, 0, count);
    }
    return count;
  }

  /**
   * Answers. Called once, when the body has ended or is no longer wanted. May take as long as the
   * {@link org.pushj.UpdateListener} does. The application is notified once the answer was sent.
   *
   * @param reply sends the answer; called once
   * @throws IOException as {@code reply} does
   */
  void complete(Reply reply) throws IOException;

  /**
   * Abandons the exchange, for example because the connection was closed: nothing is delivered, and
   * its memory is released. Has no effect after {@link #complete}. May be called on any thread.
   * Default: does nothing.
   */
  default void abandon() {}

  /** Returns an exchange whose answer does not depend on the body. */
  static CallbackExchange answered(CallbackResponse response) {
    return answered(response, () -> {});
  }

  /**
   * Returns an exchange whose answer does not depend on the body.
   *
   * @param afterwards runs once the answer was sent, or could not be sent
   */
  static CallbackExchange answered(CallbackResponse response, Runnable afterwards) {
    return new CallbackExchange() {
      @Override
      public boolean wantsContent() {
        return false;
      }

      @Override
      public void content(byte[] bytes, int offset, int length) {
        // Nothing of it is wanted.
      }

      @Override
      public void complete(Reply reply) throws IOException {
        try {
          reply.send(response);
        } finally {
          afterwards.run();
        }
      }
    };
  }

  /** Sends an answer. */
  @FunctionalInterface
  interface Reply {

    /**
     * Sends the answer, and returns once it is on its way to the hub.
     *
     * @throws IOException if it cannot be sent
     */
    void send(CallbackResponse response) throws IOException;
  }
}
