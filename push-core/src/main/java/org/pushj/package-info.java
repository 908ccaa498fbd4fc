/**
 * The values of WebSub: subscriptions, leases, updates, and what may go wrong with them.
 *
 * <p>Everybody who uses the library reads this package. Its types are immutable and safe for use by
 * several threads.
 */
@NullMarked
package org.pushj;

import org.jspecify.annotations.NullMarked;
