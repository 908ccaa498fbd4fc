/**
 * A subscriber in a full server: the listener is a bean, its transactions are those of JTA, and the
 * threads are the server's.
 *
 * <p>Read the web.xml first, and then {@code NewsListener}.
 */
@NullMarked
package org.pushj.examples.jakarta;

import org.jspecify.annotations.NullMarked;
