package org.pushj.jpa;

import org.pushj.spi.ManageableInbox;
import org.pushj.spi.UpdateInbox;
import org.pushj.tck.ManageableInboxContract;

/** The contract of inboxes, in the transactions of an application. */
interface CallerInboxContract extends ManageableInboxContract {

  /** Returns the transactions. */
  CallerTransactions transactions();

  @Override
  default ManageableInbox inbox() {
    transactions()
        .boundary()
        .run(
            entities -> {
              entities.createNativeQuery("DELETE FROM push_update").executeUpdate();
              entities.createNativeQuery("DELETE FROM push_update_seen").executeUpdate();
            });
    return new JpaUpdateInbox(transactions().boundary());
  }

  @Override
  default ManageableInbox peer(UpdateInbox inbox) {
    return new JpaUpdateInbox(transactions().boundary());
  }
}
