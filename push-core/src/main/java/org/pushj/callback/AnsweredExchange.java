package org.pushj.callback;

import java.io.IOException;

/**
 * An exchange whose answer is known.
 *
 * @param response the answer
 * @param afterwards what is done once it was sent, or could not be
 */
record AnsweredExchange(CallbackResponse response, Runnable afterwards)
    implements CallbackExchange {

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
}
