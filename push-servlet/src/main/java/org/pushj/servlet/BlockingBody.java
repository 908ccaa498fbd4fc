package org.pushj.servlet;

import java.io.IOException;
import java.time.Duration;

/**
 * Reads a body on the container's thread, where the servlet or a filter before it does not support
 * asynchronous processing. A sender that stalls holds the thread as long as the container waits for
 * a byte, and one that sends slowly holds it until the time limit at least.
 */
final class BlockingBody {
  private BlockingBody() {}

  /**
   * Reads until the exchange has what it wants, and sends the answer.
   *
   * @param limit how long the body may take in all
   * @throws IOException if the answer cannot be sent
   */
  static void receive(IncomingRequest incoming, Duration limit) throws IOException {
    long start = System.nanoTime();
    boolean more = true;
    while (more && incoming.exchange().wantsContent()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        incoming.answerAndClose(AdapterAnswers.TOO_LATE);
        return;
      }
      try {
        more = incoming.readOn();
      } catch (IOException broken) {
        incoming.answerAndClose(AdapterAnswers.toBrokenBody(broken));
        return;
      }
    }
    if (more) {
      incoming.answerAndClose(incoming.exchange().complete());
    } else {
      incoming.answer();
    }
  }
}
