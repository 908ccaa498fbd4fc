/**
 * The publisher: says where a resource's hub is, and tells the hub of changes (W3C WebSub sections
 * 4 and 6).
 *
 * <p>Applications that publish read this package. Start at {@link org.pushj.publisher.Publisher}.
 */
@NullMarked
package org.pushj.publisher;

import org.jspecify.annotations.NullMarked;
