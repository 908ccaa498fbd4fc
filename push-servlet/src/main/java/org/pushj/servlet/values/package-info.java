/** The sources of the values of init parameters. Not exported. */
@NullMarked
package org.pushj.servlet.values;

import org.jspecify.annotations.NullMarked;
