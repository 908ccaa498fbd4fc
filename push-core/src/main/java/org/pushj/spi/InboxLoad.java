package org.pushj.spi;

/**
 * How much is waiting for delivery in an inbox.
 *
 * @param updates how many updates
 * @param bytes the total length of their content
 * @since 0.1
 */
public record InboxLoad(long updates, long bytes) {}
