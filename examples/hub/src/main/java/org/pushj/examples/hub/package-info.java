/**
 * A small W3C WebSub hub for development and tests, in memory. Other programs start it with {@link
 * org.pushj.examples.hub.HubServer#start}.
 *
 * <p>Read {@link org.pushj.examples.hub.Hub} first: it accepts the {@code requests}. {@code
 * Verifier} verifies the intent of subscribers; {@code ChangedTopics} fetches topics that have
 * changed; {@code ContentDistributor} delivers their {@code content} to each subscriber, in full
 * or, if so configured, only what is new. Those two packages know nothing of this one, nor of each
 * other.
 */
@NullMarked
package org.pushj.examples.hub;

import org.jspecify.annotations.NullMarked;
