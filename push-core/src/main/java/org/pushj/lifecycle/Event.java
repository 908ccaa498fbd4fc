package org.pushj.lifecycle;

import java.time.Instant;
import org.pushj.Subscription;

/**
 * What can happen to a subscription. Each family is one file, named by where its events come from.
 * An event holds its decision, and uses no clock, store, hub or randomness, so the whole protocol
 * can be read and tested there.
 */
public sealed interface Event permits Intent, LookUpOutcome, HubAnswer, HubCall, Timer {

  /** Returns what follows for a subscription. */
  Transition on(Lifecycle machine, Subscription current, Instant now);
}
