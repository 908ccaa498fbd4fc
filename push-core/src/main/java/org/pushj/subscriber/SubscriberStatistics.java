package org.pushj.subscriber;

import org.pushj.work.Counters;

/**
 * What a subscriber has counted since it was built, in this process. What is delivered, tried again
 * and parked is counted with an inbox only.
 *
 * @param updatesTaken deliveries of hubs that the inbox, or without one the listener, took
 * @param updatesFailed deliveries of hubs that could not be taken, so that the hub was asked to try
 *     again later
 * @param updatesRejected deliveries of hubs that were dropped since their signature is missing or
 *     not right
 * @param updatesRepeated deliveries of hubs that were acknowledged, and not kept, since the same
 *     content had come before
 * @param updatesDelivered updates of the inbox that the listener took
 * @param attemptsFailed calls of the listener that failed, or took too long
 * @param updatesParked updates of the inbox that were parked
 * @param callsHanging calls of the listener that were given up after their time limit, and still
 *     run at this moment: threads that are lost until then
 * @param updatesExpired parked updates that were removed at the end of {@link
 *     org.pushj.settings.DeliverySettings.Builder#parkedRetention}: they are lost
 * @since 0.1
 */
public record SubscriberStatistics(
    long updatesTaken,
    long updatesFailed,
    long updatesRejected,
    long updatesRepeated,
    long updatesDelivered,
    long attemptsFailed,
    long updatesParked,
    long callsHanging,
    long updatesExpired) {

  static SubscriberStatistics of(Counters counters) {
    return new SubscriberStatistics(
        counters.taken.sum(),
        counters.failed.sum(),
        counters.rejected.sum(),
        counters.duplicate.sum(),
        counters.delivered.sum(),
        counters.deliveryFailed.sum(),
        counters.parked.sum(),
        counters.hanging.sum(),
        counters.expired.sum());
  }
}
