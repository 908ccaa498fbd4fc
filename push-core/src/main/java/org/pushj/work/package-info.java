/**
 * Runs scheduled work: claims due work, executes it on a bounded number of threads, and keeps the
 * endpoints, rates and circuit breakers of hubs. Not exported.
 *
 * <p>All classes log under the name {@code org.pushj.work}.
 */
@NullMarked
package org.pushj.work;

import org.jspecify.annotations.NullMarked;
