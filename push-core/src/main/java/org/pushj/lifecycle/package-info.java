/**
 * The lifecycle of a subscription: its events and their effects.
 *
 * <p>{@link org.pushj.lifecycle.Lifecycle} is pure: from a subscription, an {@link
 * org.pushj.lifecycle.Event} and the time it computes the next value and the {@linkplain
 * org.pushj.lifecycle.Effect effects}. Each family of events is one file, in which each event holds
 * its decision. {@link org.pushj.lifecycle.Lifecycles} is the shell: it commits the new value by
 * compare-and-set, and then carries out the effects, whose outcomes are events again. Not exported.
 */
@NullMarked
package org.pushj.lifecycle;

import org.jspecify.annotations.NullMarked;
