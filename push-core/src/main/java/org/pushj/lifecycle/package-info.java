/**
 * The life of a subscription: everything that can happen to it, and what follows.
 *
 * <p>{@link org.pushj.lifecycle.Lifecycle} is pure: from a subscription, an {@link
 * org.pushj.lifecycle.Event} and the time it decides the next value and the {@linkplain
 * org.pushj.lifecycle.Effect effects}. Each family of events has a file of its own. {@link
 * org.pushj.lifecycle.Lifecycles} is the shell: it commits what was decided by compare-and-set, and
 * only then carries the effects out; their outcomes are events again. Not exported.
 */
@NullMarked
package org.pushj.lifecycle;

import org.jspecify.annotations.NullMarked;
