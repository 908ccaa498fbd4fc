/**
 * The publisher: tells hubs that topics have changed (W3C WebSub section 6).
 *
 * <p>Applications that publish read this package: start at {@link org.pushj.publisher.Publisher}.
 * What advertises the hubs of a topic is in {@link org.pushj.rewriting}.
 *
 * <p>A <i>ping</i> tells one hub that one topic has changed. Several pings for one hub go in one
 * request, as a <i>batch</i>. A ping that keeps failing is <i>parked</i> in its queue: a dead
 * letter, which is not sent again until somebody asks for it. All classes log under the name {@code
 * org.pushj.publisher}.
 */
@NullMarked
package org.pushj.publisher;

import org.jspecify.annotations.NullMarked;
