/**
 * What an application may replace: where subscriptions, updates and pings are stored, how HTTP
 * requests are sent, and which URLs may be contacted.
 *
 * <p>For implementers. The comment of each method is its contract; the contract suites in {@code
 * org.pushj.tck} (the {@code tests} jar) verify it.
 */
@NullMarked
package org.pushj.spi;

import org.jspecify.annotations.NullMarked;
