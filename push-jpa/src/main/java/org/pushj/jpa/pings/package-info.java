/** The table of pings: statements and claims. Not exported. */
@NullMarked
package org.pushj.jpa.pings;

import org.jspecify.annotations.NullMarked;
