package org.pushj.memory;

import org.pushj.spi.UpdateInbox;
import org.pushj.tck.SmallPart;
import org.pushj.tck.UpdateInboxContract;

/** The contract of an inbox holds for one that has no methods for operators. */
class SmallInboxTest implements UpdateInboxContract {
  @Override
  public UpdateInbox inbox() {
    return SmallPart.of(UpdateInbox.class, new InMemoryUpdateInbox());
  }
}
