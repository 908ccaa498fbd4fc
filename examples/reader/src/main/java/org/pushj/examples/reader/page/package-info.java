/** The page, and the events that keep it up to date while it is open. */
@NullMarked
package org.pushj.examples.reader.page;

import org.jspecify.annotations.NullMarked;
