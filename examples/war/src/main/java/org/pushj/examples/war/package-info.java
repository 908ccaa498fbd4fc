/**
 * A notice board, as a WAR for any servlet container. A filter in the web.xml advertises its pages;
 * each notice queues pings to the hubs, in its own transaction.
 *
 * <p>Read the web.xml first, and then {@code Board}.
 */
@NullMarked
package org.pushj.examples.war;

import org.jspecify.annotations.NullMarked;
