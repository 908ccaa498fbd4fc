package org.pushj.rewriting;

/**
 * A part of a document.
 *
 * @param start where it begins, in characters from the beginning of the document
 * @param end where it ends
 */
record Span(long start, long end) {}
