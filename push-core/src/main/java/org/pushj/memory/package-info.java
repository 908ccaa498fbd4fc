/**
 * Reference implementations that keep everything in memory: for tests, and for programs that can
 * afford to lose it.
 */
@NullMarked
package org.pushj.memory;

import org.jspecify.annotations.NullMarked;
