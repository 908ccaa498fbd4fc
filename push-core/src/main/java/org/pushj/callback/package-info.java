/**
 * What stands between the callback endpoint and a web framework. An application that uses a web
 * framework of its own starts at {@link org.pushj.callback.CallbackHandler}.
 */
@NullMarked
package org.pushj.callback;

import org.jspecify.annotations.NullMarked;
