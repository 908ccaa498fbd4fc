package org.pushj.servlet;

import java.io.IOException;
import java.time.Duration;

/**
 * Reads a body on the container's thread, where the servlet or a filter before it does not support
 * asynchronous processing. A sender that stalls holds the thread as long as the container waits for
 * a byte, and one that sends slowly holds it until the time limit.
 */
final class BlockingBody {
  private BlockingBody() {}

  /**
   * Reads until the exchange has what it wants, and sends the answer.
   *
   * @throws IOException if the body has broken off, or the answer cannot be sent
   */
  static void receive(IncomingRequest incoming, Duration limit) throws IOException {
    long start = System.nanoTime();
    while (incoming.exchange().wantsContent()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        incoming.answerAndClose(AdapterAnswers.TOO_LATE);
        return;
      }
      if (!incoming.readOn()) {
        incoming.answer();
        return;
      }
    }
    incoming.answerAndClose(incoming.exchange().complete());
  }
}
