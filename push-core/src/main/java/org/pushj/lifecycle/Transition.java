package org.pushj.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pushj.Subscription;

/**
 * What follows from an event.
 *
 * @param next the next value, equal to the one before if nothing changes; null if it is removed
 * @param effects what is to be done after the commit, in order
 * @param recognized whether the event is about this subscription; a hub gets 404 otherwise
 */
record Transition(@Nullable Subscription next, List<Effect> effects, boolean recognized) {

  static Transition to(Subscription next, Effect... effects) {
    return new Transition(next, List.of(effects), true);
  }

  static Transition to(Subscription next, List<Effect> effects) {
    return new Transition(next, List.copyOf(effects), true);
  }

  static Transition removed(Effect... effects) {
    return new Transition(null, List.of(effects), true);
  }

  /** The event says nothing to this subscription. */
  static Transition unrecognized(Subscription current) {
    return new Transition(current, List.of(), false);
  }
}
