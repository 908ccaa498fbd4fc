/**
 * A publisher: a folder of feeds and pages, served as a static site, whose hubs are pinged at each
 * change. Other programs start it with {@link org.pushj.examples.publisher.PublisherServer#start}.
 *
 * <p>Read {@code SiteServlet} first: it advertises the hubs, in a {@code Link} header and in feeds
 * and pages. {@code FeedFile} writes a feed with ROME. {@code SiteWatcher} detects changes and
 * pings the hubs.
 */
@NullMarked
package org.pushj.examples.publisher;

import org.jspecify.annotations.NullMarked;
