package org.pushj.tck;

import org.pushj.spi.UpdateInbox;

/**
 * The contract of an {@link UpdateInbox}, as tests. Whoever writes an inbox extends this class and
 * so runs them all:
 *
 * <pre>{@code
 * class JdbcUpdateInboxTest extends UpdateInboxContract {
 *   private final DataSource database = TestDatabase.empty();
 *
 *   @Override
 *   protected UpdateInbox inbox() {
 *     return new JdbcUpdateInbox(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The tests stand in its superclasses, one for each part of the contract. None of them can be
 * overridden: an inbox that does not pass is not an inbox. They use the inbox from up to 8 threads
 * at a time. A test that fails because of a {@link org.pushj.StoreException} has found a race that
 * the inbox did not answer.
 *
 * @since 0.1
 */
public abstract class UpdateInboxContract extends InboxRaceContract {
  /** Makes the suite. */
  protected UpdateInboxContract() {}
}
