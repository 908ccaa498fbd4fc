/**
 * Reference implementations in memory: for tests, and for programs that can afford to lose the
 * data.
 */
@NullMarked
package org.pushj.memory;

import org.jspecify.annotations.NullMarked;
