package org.pushj.tck;

import org.pushj.spi.UpdateInbox;

/** What is tested by all parts of the {@link UpdateInboxContract}. */
interface InboxContractBase {

  /**
   * Returns the inbox to be tested, empty, with room for 1,000 updates and 10 MiB at least. Called
   * once in each test, on the thread of the test, after its set-up methods.
   */
  UpdateInbox inbox();

  /**
   * Returns a second way to the same updates, as another process has it. The tests of races use
   * both. If it is not overridden, it is {@code inbox} itself.
   *
   * @param inbox what {@link #inbox} returned
   */
  default UpdateInbox peer(UpdateInbox inbox) {
    return inbox;
  }
}
