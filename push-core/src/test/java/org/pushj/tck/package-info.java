/**
 * A kit for tests of what plugs into push: contract suites for an application's own parts, and
 * fakes of the parties that those parts meet. It is published as the {@code tests} jar of
 * push-core, and needs the JDK and JUnit Jupiter, no more.
 *
 * <p>Who writes a store extends {@link org.pushj.tck.SubscriptionStoreContract} and gives it a new
 * store per test. The contracts of smaller parts, such as {@link org.pushj.tck.HubClientContract},
 * are interfaces that a test class implements beside others. Who writes a listener, or an
 * application around a subscriber, starts a {@link org.pushj.tck.FakeHub} and a {@link
 * org.pushj.tck.FakeTopicSite} on the loopback address, tells them how to behave, and reads back
 * what they were sent. Time stands still in a {@link org.pushj.tck.ManualClock}.
 *
 * <p>Nothing here sleeps. What waits has a time limit and says in its failure what it did see.
 */
@NullMarked
package org.pushj.tck;

import org.jspecify.annotations.NullMarked;
