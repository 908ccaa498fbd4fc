package org.pushj.simulation;

import org.pushj.callback.CallbackHandler;
import org.pushj.spi.HttpTransport;
import org.pushj.spi.ManageableInbox;
import org.pushj.spi.ManageableQueue;
import org.pushj.spi.SearchableStore;

/** Puts faults between the real code and its world, so that referees have something to find. */
interface Faults {
  /** No fault. */
  Faults NONE = new Faults() {};

  default SearchableStore store(Machine machine, SearchableStore store) {
    return store;
  }

  default ManageableInbox inbox(Machine machine, ManageableInbox inbox) {
    return inbox;
  }

  default ManageableQueue queue(Machine machine, ManageableQueue queue) {
    return queue;
  }

  default HttpTransport transport(Machine machine, HttpTransport transport) {
    return transport;
  }

  default CallbackHandler handler(Machine machine, CallbackHandler handler) {
    return handler;
  }
}
