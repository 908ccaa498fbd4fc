package org.pushj.spi;

/**
 * How much waits in an inbox to be delivered.
 *
 * @param updates how many updates
 * @param bytes the length of their content in all
 * @since 0.1
 */
public record InboxLoad(long updates, long bytes) {}
