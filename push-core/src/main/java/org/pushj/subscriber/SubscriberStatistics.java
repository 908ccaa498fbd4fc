package org.pushj.subscriber;

/**
 * What a subscriber has counted since it was built, in this process.
 *
 * @param updatesTaken deliveries that the listener took
 * @param updatesFailed deliveries that the listener could not take, so that the hub was asked to
 *     come again
 * @param updatesRejected deliveries that were dropped since their signature is missing or not right
 * @since 0.1
 */
public record SubscriberStatistics(long updatesTaken, long updatesFailed, long updatesRejected) {}
