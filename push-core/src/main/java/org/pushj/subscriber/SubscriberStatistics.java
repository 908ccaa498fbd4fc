package org.pushj.subscriber;

import org.pushj.work.Counters;

/**
 * The counters of a subscriber since it was built, in this process. Delivered, retried and parked
 * updates are counted only with an inbox.
 *
 * @param updatesTaken deliveries of hubs accepted by the inbox, or without one by the listener
 * @param updatesFailed deliveries of hubs that could not be accepted, so that the hub was asked to
 *     retry later
 * @param updatesRejected deliveries of hubs that were dropped because their signature is missing or
 *     invalid
 * @param updatesRepeated deliveries of hubs that were acknowledged and discarded as duplicates
 * @param updatesDelivered updates of the inbox that the listener accepted
 * @param attemptsFailed calls of the listener that failed or exceeded their time limit
 * @param updatesParked updates of the inbox that were parked
 * @param callsHanging calls of the listener that were abandoned after their time limit and are
 *     still running, each on a thread
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
