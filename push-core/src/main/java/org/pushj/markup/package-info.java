/**
 * What is known of the documents in which links stand: how they are encoded, which formats there
 * are, and where each has its links. Discovery reads by it, and the publisher writes by it.
 */
@NullMarked
package org.pushj.markup;

import org.jspecify.annotations.NullMarked;
