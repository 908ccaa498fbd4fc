/** Text that is safe to show: of limited length, on one line, and escaped in markup. */
@NullMarked
package org.pushj.examples.reader.text;

import org.jspecify.annotations.NullMarked;
