/** What requests contain, checked, and the forms of the answers to them. */
@NullMarked
package org.pushj.examples.reader.requests;

import org.jspecify.annotations.NullMarked;
