/**
 * Advertises topics: puts links to a topic and to its hubs into responses and documents (W3C WebSub
 * section 4).
 *
 * <p>Applications that publish read this package. An {@link org.pushj.rewriting.Advertisement}
 * names a topic and its hubs. {@link org.pushj.rewriting.DocumentRewriter} puts it into feeds and
 * pages. {@link org.pushj.rewriting.PublicBase} and {@link org.pushj.rewriting.ResponseHead} are
 * for adapters to web frameworks, which put it into the {@code Link} header of responses. Nothing
 * here logs, and nothing sends requests.
 */
@NullMarked
package org.pushj.rewriting;

import org.jspecify.annotations.NullMarked;
