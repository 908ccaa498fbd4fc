/** Scheduled work: how it is claimed, lane by lane, and the threads that do it. Not exported. */
@NullMarked
package org.pushj.scheduling;

import org.jspecify.annotations.NullMarked;
