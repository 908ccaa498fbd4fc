/**
 * The implementation of the callback endpoint (W3C WebSub sections 5.3 and 7). Not exported. Logs
 * under {@code org.pushj.endpoint}.
 */
@NullMarked
package org.pushj.endpoint;

import org.jspecify.annotations.NullMarked;
