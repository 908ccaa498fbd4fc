/**
 * Claims of rows that are due, as far as their lanes have room: what the tables of subscriptions,
 * updates and pings have in common. Not exported.
 */
@NullMarked
package org.pushj.jpa.claims;

import org.jspecify.annotations.NullMarked;
