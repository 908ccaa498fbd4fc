/**
 * Lengths of time: how they are read, written, compared and spread. Not exported to applications.
 */
@NullMarked
package org.pushj.time;

import org.jspecify.annotations.NullMarked;
