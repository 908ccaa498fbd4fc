/** The parts of URLs. Not exported. */
@NullMarked
package org.pushj.urls;

import org.jspecify.annotations.NullMarked;
