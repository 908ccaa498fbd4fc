/**
 * The replaceable parts: stores of subscriptions, updates and pings; the hub client, signature
 * verifier, topic discoverer and {@code Link} header parser; the HTTP transport, and the policy for
 * URLs.
 *
 * <p>For implementers. The comment of each method is its contract; the suites in {@code
 * org.pushj.tck} (the {@code tests} jar) check it.
 */
@NullMarked
package org.pushj.spi;

import org.jspecify.annotations.NullMarked;
