/** The admin page of push in a browser. */
@NullMarked
package org.pushj.examples.reader.admin;

import org.jspecify.annotations.NullMarked;
