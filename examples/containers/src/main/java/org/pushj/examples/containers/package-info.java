/** A subscriber by web.xml alone, and a page by which it is told what to subscribe to. */
@NullMarked
package org.pushj.examples.containers;

import org.jspecify.annotations.NullMarked;
