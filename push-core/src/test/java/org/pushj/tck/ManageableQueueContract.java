package org.pushj.tck;

import org.pushj.spi.ManageableQueue;

/**
 * The contract of a {@link ManageableQueue}, as tests: the {@link PingQueueContract}, and what
 * operators do. Used in the same way.
 *
 * @since 0.1
 */
public interface ManageableQueueContract extends PingQueueContract, PingListContract {}
