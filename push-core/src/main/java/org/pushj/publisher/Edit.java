package org.pushj.publisher;

/**
 * A change of a document.
 *
 * @param start where the part begins that is replaced, in characters from the beginning
 * @param end where it ends
 * @param text what stands there instead
 */
record Edit(long start, long end, String text) {}
