/** Turns the guides, which are written to be read on a forge, into the pages of the site. */
@NullMarked
package org.pushj.site;

import org.jspecify.annotations.NullMarked;
