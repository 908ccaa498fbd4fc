/**
 * The tables of updates: statements, claims in order, and the transaction of a delivery. Not
 * exported.
 */
@NullMarked
package org.pushj.jpa.inbox;

import org.jspecify.annotations.NullMarked;
