/**
 * A small W3C WebSub hub for development and tests, in memory. Another program starts it with
 * {@link org.pushj.examples.hub.HubServer#start}.
 *
 * <p>Read {@link org.pushj.examples.hub.Hub} first: it takes the requests. {@code Verifier} asks
 * the subscribers whether they meant it; {@code ChangedTopics} fetches what has changed; {@code
 * ContentDistributor} brings it to each subscriber, whole or, if that is wanted, as a {@code
 * FeedDelta}.
 */
@NullMarked
package org.pushj.examples.hub;

import org.jspecify.annotations.NullMarked;
