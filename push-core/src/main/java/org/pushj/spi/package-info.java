/**
 * What an application may plug in: where subscriptions, updates and pings are kept, how HTTP is
 * spoken, which URLs may be contacted.
 *
 * <p>Implementers read this package. The comment of each method is its contract; the abstract
 * suites in {@code org.pushj.tck} (the {@code tests} jar) check it.
 */
@NullMarked
package org.pushj.spi;

import org.jspecify.annotations.NullMarked;
