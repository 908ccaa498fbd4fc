package org.pushj.rewriting;

/**
 * Replaces a part of a document.
 *
 * @param start where the part begins, in characters from the beginning of the document
 * @param end where it ends
 * @param text the replacement
 */
record Edit(long start, long end, String text) {}
