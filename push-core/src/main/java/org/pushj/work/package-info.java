/**
 * Keeps the endpoints, rates and circuit breakers of hubs, and what work of all kinds shares. Not
 * exported.
 *
 * <p>All classes log under the name {@code org.pushj.work}.
 */
@NullMarked
package org.pushj.work;

import org.jspecify.annotations.NullMarked;
