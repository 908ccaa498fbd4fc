/** What the reader keeps: its subscriptions and updates, in memory or in a database. */
@NullMarked
package org.pushj.examples.reader.storage;

import org.jspecify.annotations.NullMarked;
