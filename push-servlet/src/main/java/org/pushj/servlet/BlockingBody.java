package org.pushj.servlet;

import java.io.IOException;
import java.time.Duration;

/**
 * Reads a body on the container's thread, when the servlet or a filter before it does not support
 * asynchronous processing. A sender that stalls holds the thread until the container's read
 * timeout, and a slow one at least until the time limit.
 */
final class BlockingBody {
  private BlockingBody() {}

  /**
   * Reads until the exchange wants no more, and sends the response.
   *
   * @param limit how long the whole body may take
   * @throws IOException if the response cannot be sent
   */
  static void receive(IncomingRequest incoming, Duration limit) throws IOException {
    long start = System.nanoTime();
    boolean more = true;
    while (more && incoming.exchange().wantsContent()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        incoming.abandon(AdapterAnswers.TOO_LATE);
        return;
      }
      try {
        more = incoming.readOn();
      } catch (IOException broken) {
        incoming.abandon(AdapterAnswers.toBrokenBody(broken));
        return;
      }
    }
    if (more) {
      incoming.exchange().complete(incoming::answerAndClose);
    } else {
      incoming.answer();
    }
  }
}
