/** The implementation of {@link org.pushj.spi.HttpTransport} with {@code java.net.http}. */
@NullMarked
package org.pushj.http;

import org.jspecify.annotations.NullMarked;
