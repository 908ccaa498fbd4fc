/** Small helpers for threads and for what they share. Not exported to applications. */
@NullMarked
package org.pushj.concurrent;

import org.jspecify.annotations.NullMarked;
