/**
 * What the three stores have in common: how a unit of work is run and tried again, and how old rows
 * are removed. Not exported.
 */
@NullMarked
package org.pushj.jpa.store;

import org.jspecify.annotations.NullMarked;
