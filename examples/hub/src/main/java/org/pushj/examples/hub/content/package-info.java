/**
 * The content of topics: what waits for a subscriber, how its delivery is retried, and which part
 * of a feed is new.
 */
@NullMarked
package org.pushj.examples.hub.content;

import org.jspecify.annotations.NullMarked;
