package org.pushj.world;

import java.util.ArrayList;
import java.util.List;
import org.pushj.memory.InMemorySubscriptionStore;
import org.pushj.tck.ForwardingSubscriptionStore;

/** A store in a transaction of the caller: what follows waits from the begin to the commit. */
public final class CommittingStore extends ForwardingSubscriptionStore {
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean inTransaction;

  public CommittingStore() {
    super(new InMemorySubscriptionStore());
  }

  public void begin() {
    inTransaction = true;
  }

  public void commit() {
    inTransaction = false;
    List<Runnable> actions = List.copyOf(waiting);
    waiting.clear();
    actions.forEach(Runnable::run);
  }

  /** Ends the transaction without what follows. What was changed stays: this store is simple. */
  public void rollBack() {
    inTransaction = false;
    waiting.clear();
  }

  @Override
  public boolean isInTransaction() {
    return inTransaction;
  }

  @Override
  public void afterCommit(Runnable action) {
    if (inTransaction) {
      waiting.add(action);
    } else {
      action.run();
    }
  }
}
