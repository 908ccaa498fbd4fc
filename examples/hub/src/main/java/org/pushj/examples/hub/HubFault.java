package org.pushj.examples.hub;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link HubServer} does wrong on purpose, for whoever tests a publisher or a subscriber.
 * The environment names the faults as {@code PUSH_FAULTS=verify-twice,wrong-signature}.
 */
public enum HubFault {
  /** Answers each request to subscribe with 403. Requests to unsubscribe are taken. */
  REFUSE_SUBSCRIBE("refuse-subscribe"),
  /** Verifies each request twice, one after the other, with a challenge of its own each time. */
  VERIFY_TWICE("verify-twice"),
  /** Signs something else than the content. Only subscribers that gave a secret see it. */
  WRONG_SIGNATURE("wrong-signature"),
  /** Answers each ping with 503 and {@code Retry-After}. */
  REFUSE_PUBLISH("refuse-publish"),
  /** Takes each ping at once, but answers only after 5 seconds. Refusals are not held up. */
  SLOW_PUBLISH("slow-publish"),
  /** Answers requests to subscribe and to unsubscribe with 202, and never verifies them. */
  NEVER_VERIFY("never-verify"),
  /** Grants 5 seconds to each subscription, whatever was asked for, and ends it then. */
  SHORT_LEASE("short-lease"),
  /** Brings each content twice, as a hub does that has missed the first answer. */
  DELIVER_TWICE("deliver-twice");

  private final String wire;

  HubFault(String wire) {
    this.wire = wire;
  }

  /** Returns the name in the environment. */
  public String wire() {
    return wire;
  }

  /**
   * Reads names that are separated by commas; blanks around them do not count.
   *
   * @return an unmodifiable set; empty if the text is blank
   * @throws IllegalArgumentException if a name is unknown; the message has it and all that are
   *     known
   */
  static Set<HubFault> parse(String variable, String text) {
    Set<HubFault> faults = EnumSet.noneOf(HubFault.class);
    if (!text.isBlank()) {
      for (String name : text.split(",", -1)) {
        faults.add(named(variable, name.strip()));
      }
    }
    return Collections.unmodifiableSet(faults);
  }

  /** Returns the names of faults, as {@link #parse} reads them. */
  static String names(Collection<HubFault> faults) {
    return faults.stream().sorted().map(HubFault::wire).collect(Collectors.joining(","));
  }

  private static HubFault named(String variable, String name) {
    return Arrays.stream(values())
        .filter(fault -> fault.wire.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: %s are possible, not \"%s\""
                        .formatted(variable, names(Arrays.asList(values())), name)));
  }
}
