package org.pushj.subscriber;

import java.util.List;
import org.pushj.HubHealth;
import org.pushj.monitoring.Counters;

/**
 * What this process knows of a subscriber since it was built: counters, and the hubs that fail.
 * Delivered, retried and parked updates are counted only with an inbox.
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
 * @param hubs the hubs that have failed and not succeeded since, at most 10,000, in the order of
 *     their last use
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
    long updatesExpired,
    List<HubHealth> hubs) {

  static SubscriberStatistics of(Counters counters, List<HubHealth> hubs) {
    return new SubscriberStatistics(
        counters.taken.sum(),
        counters.failed.sum(),
        counters.rejected.sum(),
        counters.duplicate.sum(),
        counters.delivered.sum(),
        counters.deliveryFailed.sum(),
        counters.parked.sum(),
        counters.hanging.sum(),
        counters.expired.sum(),
        hubs);
  }
}
