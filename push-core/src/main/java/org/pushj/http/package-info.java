/** The ready {@link org.pushj.spi.HttpTransport}, on {@code java.net.http}. */
@NullMarked
package org.pushj.http;

import org.jspecify.annotations.NullMarked;
