/**
 * The settings: renewal of leases, retries, delivery of updates, pings, concurrency, and limits.
 *
 * <p>All types are immutable; each has a builder that lists the defaults.
 */
@NullMarked
package org.pushj.settings;

import org.jspecify.annotations.NullMarked;
