package org.pushj.tck;

import java.io.IOException;
import org.pushj.callback.CallbackExchange;

/**
 * Hands every call on to another exchange. A test overrides the methods that it wants to change or
 * to watch. As safe for use by several threads as the exchange behind it.
 *
 * @since 0.1
 */
public class ForwardingExchange implements CallbackExchange {
  private final CallbackExchange exchange;

  /** Makes an exchange in front of {@code exchange}. */
  public ForwardingExchange(CallbackExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public boolean wantsContent() {
    return exchange.wantsContent();
  }

  @Override
  public void content(byte[] bytes, int offset, int length) {
    exchange.content(bytes, offset, length);
  }

  @Override
  public void complete(Reply reply) throws IOException {
    exchange.complete(reply);
  }
}
