/** The tables of subscriptions: statements, and how a row is read. Not exported. */
@NullMarked
package org.pushj.jpa.subscriptions;

import org.jspecify.annotations.NullMarked;
