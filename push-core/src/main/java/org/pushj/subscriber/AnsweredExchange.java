package org.pushj.subscriber;

/** An exchange whose answer does not depend on the body. */
record AnsweredExchange(CallbackResponse response) implements CallbackExchange {

  @Override
  public boolean wantsContent() {
    return false;
  }

  @Override
  public void content(byte[] bytes, int offset, int length) {
    // Nobody waits for the body any more.
  }

  @Override
  public CallbackResponse complete() {
    return response;
  }
}
