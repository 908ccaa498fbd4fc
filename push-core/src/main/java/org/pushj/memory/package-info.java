/**
 * Reference implementations that keep everything in memory: for tests, and for programs that may
 * forget.
 */
@NullMarked
package org.pushj.memory;

import org.jspecify.annotations.NullMarked;
