/**
 * The publisher: notifies hubs that topics have changed (W3C WebSub section 6).
 *
 * <p>For publishers: start at {@link org.pushj.publisher.Publisher}. To advertise the hubs of a
 * topic, see {@link org.pushj.rewriting}.
 *
 * <p>A <i>ping</i> notifies one hub that one topic has changed. Several pings for one hub are sent
 * in one request, as a <i>batch</i>. A ping that keeps failing is <i>parked</i> in its queue: a
 * dead letter, which is not sent again until it is requeued. All classes log under the name {@code
 * org.pushj.publisher}.
 */
@NullMarked
package org.pushj.publisher;

import org.jspecify.annotations.NullMarked;
