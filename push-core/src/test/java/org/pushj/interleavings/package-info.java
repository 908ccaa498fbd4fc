/** How the tests of all rooms try what two threads do at the same moment. */
@NullMarked
package org.pushj.interleavings;

import org.jspecify.annotations.NullMarked;
