/** What an application writes to replace parts: the code of the page on that, and its contracts. */
@NullMarked
package org.pushj.own;

import org.jspecify.annotations.NullMarked;
