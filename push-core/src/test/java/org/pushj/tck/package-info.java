/**
 * A kit for tests of what plugs into push: contract suites for an application's own parts, and
 * fakes of the parties that those parts meet. It is published as the {@code tests} jar of
 * push-core, and needs only push-core and JUnit Jupiter 5.12 or later.
 *
 * <p>A test of a listener, or of an application around a subscriber, uses {@link
 * org.pushj.tck.PushExtension}: it starts a {@link org.pushj.tck.FakeHub}, a {@link
 * org.pushj.tck.FakeTopicSite} and a {@link org.pushj.tck.CallbackServer} on the loopback address.
 * The test tells them how to behave, and reads the requests that they have received. Time stands
 * still in a {@link org.pushj.tck.ManualClock}. The test class of a store implements {@link
 * org.pushj.tck.SubscriptionStoreContract} and returns a new store for each test.
 *
 * <p>Nothing here sleeps. What waits has a time limit and says in its failure what it did see.
 */
@NullMarked
package org.pushj.tck;

import org.jspecify.annotations.NullMarked;
