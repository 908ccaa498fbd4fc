/** The hub client: subscribe, unsubscribe and publish requests (W3C WebSub sections 5.1 and 6). */
@NullMarked
package org.pushj.hub;

import org.jspecify.annotations.NullMarked;
