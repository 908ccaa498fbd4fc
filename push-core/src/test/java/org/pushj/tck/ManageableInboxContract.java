package org.pushj.tck;

import org.pushj.spi.ManageableInbox;

/**
 * The contract of a {@link ManageableInbox}, as tests: the {@link UpdateInboxContract}, and what
 * operators do. Used in the same way.
 *
 * @since 0.1
 */
public interface ManageableInboxContract extends UpdateInboxContract, InboxListContract {}
