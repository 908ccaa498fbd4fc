/**
 * What the machine gives besides the wall clock: time that only moves forward, randomness, threads
 * and sleep. A class takes the parts that it uses, so that a simulation can replace all of them.
 * Not exported.
 */
@NullMarked
package org.pushj.platform;

import org.jspecify.annotations.NullMarked;
