/**
 * Subscriptions, updates and pings in a database, through Jakarta Persistence: {@link
 * org.pushj.jpa.JpaSubscriptionStore}, {@link org.pushj.jpa.JpaUpdateInbox} and {@link
 * org.pushj.jpa.JpaPingQueue}. For applications that set up a subscriber or a publisher.
 */
@NullMarked
package org.pushj.jpa;

import org.jspecify.annotations.NullMarked;
