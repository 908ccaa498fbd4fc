package org.pushj.tck;

import org.pushj.spi.UpdateInbox;

/**
 * The contract of an {@link UpdateInbox}, as tests. The test class of an inbox implements this
 * interface, beside others if need be, and so runs them all:
 *
 * <pre>{@code
 * class JdbcUpdateInboxTest implements UpdateInboxContract {
 *   private final DataSource database = TestDatabase.empty();
 *
 *   @Override
 *   public UpdateInbox inbox() {
 *     return new JdbcUpdateInbox(database);
 *   }
 * }
 * }</pre>
 *
 * <p>An inbox that can also be managed implements {@link ManageableInboxContract} instead.
 *
 * <p>The tests stand in the interfaces that this one extends, one for each part of the contract. Do
 * not override any of them: an inbox that does not pass is not an inbox. They use the inbox from up
 * to 8 threads at a time. A test that fails because of a {@link org.pushj.StoreException} has found
 * a race that the inbox did not answer.
 *
 * @since 0.1
 */
public interface UpdateInboxContract
    extends InboxAddContract,
        InboxClaimContract,
        InboxNextContract,
        InboxSettleContract,
        InboxCleaningContract,
        InboxRaceContract {}
