/**
 * Subscriptions, and updates that wait to be delivered, in a database, through Jakarta Persistence:
 * {@link org.pushj.jpa.JpaSubscriptionStore} and {@link org.pushj.jpa.JpaUpdateInbox}. For whoever
 * sets up a subscriber.
 */
@NullMarked
package org.pushj.jpa;

import org.jspecify.annotations.NullMarked;
