/**
 * Everything that an application may set by a number, a time or a choice: how leases are renewed,
 * requests retried, updates delivered, pings sent, and how much is done at a time.
 *
 * <p>Applications read this package where the defaults do not suit them. Its types are immutable;
 * each has a builder that lists the defaults.
 */
@NullMarked
package org.pushj.settings;

import org.jspecify.annotations.NullMarked;
