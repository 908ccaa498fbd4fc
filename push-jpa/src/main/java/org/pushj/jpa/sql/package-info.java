/**
 * Statements of SQL, how they are run, and what is particular to a database. Nothing here knows of
 * subscriptions, updates or pings. Not exported.
 */
@NullMarked
package org.pushj.jpa.sql;

import org.jspecify.annotations.NullMarked;
