package org.pushj;

/**
 * What a later release has stored with a subscription, and this one does not know: a store writes
 * it again, so that nodes of two releases can share a database. Immutable.
 *
 * @param text the lines as one text, which only {@link org.pushj.spi.SubscriptionText} reads; empty
 *     if there are none
 * @since 0.1
 */
public record UnknownLines(String text) {
  /** No such lines. */
  public static final UnknownLines NONE = new UnknownLines("");

  /** Returns their length only: what this release does not know may be secret. */
  @Override
  public String toString() {
    return text.length() + " characters";
  }
}
