/**
 * The publisher: says where a resource's hub is, and tells the hub of changes (W3C WebSub sections
 * 4 and 6).
 *
 * <p>Applications that publish read this package. An {@link org.pushj.publisher.Advertisement} says
 * where a topic and its hubs are; {@link org.pushj.publisher.DocumentRewriter} puts that into feeds
 * and pages. {@link org.pushj.publisher.Publisher} tells the hubs. Adapters to web frameworks use
 * {@link org.pushj.publisher.PublicBase} and {@link org.pushj.publisher.ResponseHead}.
 */
@NullMarked
package org.pushj.publisher;

import org.jspecify.annotations.NullMarked;
