/**
 * The values of WebSub: subscriptions, leases, updates, and the exceptions.
 *
 * <p>Every user of the library needs this package. Its types are immutable and safe for use by
 * several threads.
 */
@NullMarked
package org.pushj;

import org.jspecify.annotations.NullMarked;
