/** What the fuzz tests of all rooms share. */
@NullMarked
package org.pushj.fuzz;

import org.jspecify.annotations.NullMarked;
