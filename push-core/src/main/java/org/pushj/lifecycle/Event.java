package org.pushj.lifecycle;

import java.time.Instant;
import org.pushj.Subscription;

/**
 * What can happen to a subscription. Each family is one file and says where its events come from;
 * each event decides what follows from it. It knows no clock, no store, no hub and no randomness,
 * so that the whole protocol can be read and tested there.
 */
public sealed interface Event permits Intent, LookUpOutcome, HubAnswer, HubCall, Timer {

  /** Returns what follows for a subscription. */
  Transition on(Lifecycle machine, Subscription current, Instant now);
}
