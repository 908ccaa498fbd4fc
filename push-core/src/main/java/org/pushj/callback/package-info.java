/**
 * The interface between the callback endpoint and web frameworks. To adapt another web framework,
 * start at {@link org.pushj.callback.CallbackHandler}.
 */
@NullMarked
package org.pushj.callback;

import org.jspecify.annotations.NullMarked;
