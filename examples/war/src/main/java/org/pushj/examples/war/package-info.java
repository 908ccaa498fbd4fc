/**
 * A notice board, as a WAR for any servlet container. Its pages are advertised by a filter in the
 * web.xml; hubs are told of each notice, in the transaction that puts it up.
 *
 * <p>Read the web.xml first, and then {@code Board}.
 */
@NullMarked
package org.pushj.examples.war;

import org.jspecify.annotations.NullMarked;
