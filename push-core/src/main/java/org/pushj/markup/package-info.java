/**
 * The document formats that have links: their encodings, how to tell them apart, and where each has
 * its links. For discovery, which reads links, and rewriting, which writes them.
 *
 * <p>Not exported.
 */
@NullMarked
package org.pushj.markup;

import org.jspecify.annotations.NullMarked;
