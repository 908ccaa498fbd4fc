/** An application on the module path. */
@NullMarked
package org.pushj.own;

import org.jspecify.annotations.NullMarked;
