/** A subscriber by web.xml alone, and a page that takes what to subscribe to. */
@NullMarked
package org.pushj.examples.containers;

import org.jspecify.annotations.NullMarked;
