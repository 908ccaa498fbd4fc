/** Discovery of the hub and the topic of a resource (W3C WebSub section 4). */
@NullMarked
package org.pushj.discovery;

import org.jspecify.annotations.NullMarked;
