/**
 * The front door for applications: {@link org.pushj.subscriber.Subscriber} and its builder. Logs
 * under {@code org.pushj.subscriber}.
 */
@NullMarked
package org.pushj.subscriber;

import org.jspecify.annotations.NullMarked;
