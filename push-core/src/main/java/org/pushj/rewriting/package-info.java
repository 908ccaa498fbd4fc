/**
 * Advertises topics: adds links to a topic and to its hubs to responses and documents (W3C WebSub
 * section 4).
 *
 * <p>For publishers. An {@link org.pushj.rewriting.Advertisement} names a topic and its hubs.
 * {@link org.pushj.rewriting.DocumentRewriter} adds it to feeds and pages. {@link
 * org.pushj.rewriting.PublicBase} and {@link org.pushj.rewriting.ResponseHead} are for adapters to
 * web frameworks, which add it to the {@code Link} header of responses. Nothing here logs, and
 * nothing sends requests.
 */
@NullMarked
package org.pushj.rewriting;

import org.jspecify.annotations.NullMarked;
