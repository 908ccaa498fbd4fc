/** Texts that are checked, written and read, JSON among them. Not exported to applications. */
@NullMarked
package org.pushj.text;

import org.jspecify.annotations.NullMarked;
