/** Where the values of init parameters come from. Not for applications: it is not exported. */
@NullMarked
package org.pushj.servlet.values;

import org.jspecify.annotations.NullMarked;
