package org.pushj.subscriber;

/**
 * One request to the callback endpoint while it is being answered. Used by one thread at a time.
 *
 * @since 0.1
 */
public interface CallbackExchange {

  /**
   * Tells whether the answer depends on (more of) the body. Once this is false the rest of the body
   * need not be read: {@link #complete()} gives the answer.
   */
  boolean wantsContent();

  /**
   * Takes the next piece of the body. The array may be used again afterwards. Ignored if no content
   * is wanted.
   *
   * @param bytes holds the piece
   * @param offset where it begins
   * @param length how long it is, in bytes
   */
  void content(byte[] bytes, int offset, int length);

  /**
   * Returns the answer. Called once, when the body has ended or is no longer wanted. May take as
   * long as the {@link org.pushj.UpdateListener} does.
   */
  CallbackResponse complete();

  /** Returns an exchange whose answer does not depend on the body. */
  static CallbackExchange answered(CallbackResponse response) {
    return new AnsweredExchange(response);
  }
}
