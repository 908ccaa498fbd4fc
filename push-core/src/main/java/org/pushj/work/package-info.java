/**
 * Runs scheduled work: claims what is due, does it on a bounded number of threads, and knows where
 * to reach a hub and when to back off from it. Not exported.
 *
 * <p>All classes log under the name {@code org.pushj.work}.
 */
@NullMarked
package org.pushj.work;

import org.jspecify.annotations.NullMarked;
