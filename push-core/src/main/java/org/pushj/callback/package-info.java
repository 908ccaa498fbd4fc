/**
 * The callback endpoint, free of any web framework: a request in, numbered steps, an answer out
 * (W3C WebSub sections 5.3 and 7). An application that puts it behind a web framework of its own
 * reads {@link org.pushj.callback.CallbackHandler}. Logs under {@code org.pushj.callback}.
 */
@NullMarked
package org.pushj.callback;

import org.jspecify.annotations.NullMarked;
