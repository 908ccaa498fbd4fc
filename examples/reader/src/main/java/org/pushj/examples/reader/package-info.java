/**
 * A feed reader: a page with a form to subscribe, the subscriptions, and the entries as they
 * arrive.
 *
 * <p>It shows how to use push in an application. {@link org.pushj.examples.reader.ReaderServer}
 * builds the subscriber and puts its callback servlet into a container; {@link
 * org.pushj.examples.reader.NewsDesk} is the {@link org.pushj.UpdateListener}. {@link
 * org.pushj.examples.reader.storage.DatabaseStorage} lets push keep the subscriptions in a
 * database, next to a table of the reader. Everything else is the application. {@link
 * org.pushj.examples.reader.ReaderServlet} lists what it answers.
 *
 * <p>The packages below know nothing of this one: {@code storage}, {@code feeds}, {@code page},
 * {@code requests}, {@code text}, and {@code jetty}.
 */
@NullMarked
package org.pushj.examples.reader;

import org.jspecify.annotations.NullMarked;
