/**
 * Argument checks and small utilities for all other packages; depends on none of them. Not exported
 * to applications.
 */
@NullMarked
package org.pushj.base;

import org.jspecify.annotations.NullMarked;
