/** The entries of feeds. Content is untrusted, and often malformed. */
@NullMarked
package org.pushj.examples.reader.feeds;

import org.jspecify.annotations.NullMarked;
