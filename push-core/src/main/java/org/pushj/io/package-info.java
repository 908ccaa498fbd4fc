/** Streams that decode, and that end at a limit. Not exported. */
@NullMarked
package org.pushj.io;

import org.jspecify.annotations.NullMarked;
