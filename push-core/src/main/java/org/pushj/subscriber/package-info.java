/**
 * The subscriber: {@link org.pushj.subscriber.Subscriber} is the front door for applications,
 * {@link org.pushj.subscriber.CallbackHandler} the one for web frameworks.
 */
@NullMarked
package org.pushj.subscriber;

import org.jspecify.annotations.NullMarked;
