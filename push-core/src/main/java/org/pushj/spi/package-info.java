/**
 * What an application may plug in: where subscriptions, updates and pings are kept; how hubs are
 * asked, signatures checked, topics discovered and {@code Link} headers parsed; how HTTP is spoken,
 * and which URLs may be contacted.
 *
 * <p>Implementers read this package. The comment of each method is its contract; the suites in
 * {@code org.pushj.tck} (the {@code tests} jar) check it.
 */
@NullMarked
package org.pushj.spi;

import org.jspecify.annotations.NullMarked;
