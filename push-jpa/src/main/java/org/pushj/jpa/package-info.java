/** Subscriptions in a database, through Jakarta Persistence. */
@NullMarked
package org.pushj.jpa;

import org.jspecify.annotations.NullMarked;
