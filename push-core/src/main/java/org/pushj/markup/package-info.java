/**
 * Document formats with links: their encodings, how to detect them, and where their links are. Used
 * by discovery, which reads links, and by rewriting, which writes them. Not exported.
 */
@NullMarked
package org.pushj.markup;

import org.jspecify.annotations.NullMarked;
