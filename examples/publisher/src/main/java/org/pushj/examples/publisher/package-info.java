/**
 * A publisher: a folder of feeds and pages, served as any static site would be, whose hubs are told
 * of each change. Another program starts it with {@link
 * org.pushj.examples.publisher.PublisherServer#start}.
 *
 * <p>Read {@code SiteServlet} first: it says where the hubs are, in a {@code Link} header and in
 * feeds and pages. {@code FeedFile} makes a feed with ROME. {@code SiteWatcher} notices what
 * changes, and has the hubs told.
 */
@NullMarked
package org.pushj.examples.publisher;

import org.jspecify.annotations.NullMarked;
