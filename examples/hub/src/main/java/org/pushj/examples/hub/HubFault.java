package org.pushj.examples.hub;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link HubServer} does wrong on purpose, to test publishers and subscribers. Faults are
 * set in the environment, as in {@code PUSH_FAULTS=verify-twice,wrong-signature}.
 */
public enum HubFault {
  /** Answers each request to subscribe with 403. Requests to unsubscribe are accepted. */
  REFUSE_SUBSCRIBE("refuse-subscribe"),
  /** Verifies each request twice in a row, with a new challenge each time. */
  VERIFY_TWICE("verify-twice"),
  /** Signs something other than the content. Affects only subscribers that sent a secret. */
  WRONG_SIGNATURE("wrong-signature"),
  /** Answers each ping with 503 and {@code Retry-After}. */
  REFUSE_PUBLISH("refuse-publish"),
  /** Accepts each ping at once, but responds only after 5 seconds. Refusals are not delayed. */
  SLOW_PUBLISH("slow-publish"),
  /** Answers requests to subscribe and to unsubscribe with 202, and never verifies them. */
  NEVER_VERIFY("never-verify"),
  /** Grants each subscription a lease of 5 seconds, whatever was requested. */
  SHORT_LEASE("short-lease"),
  /** Delivers all content twice, like a hub that did not receive the first response. */
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
   * Parses comma-separated names; surrounding blanks are ignored.
   *
   * @return an unmodifiable set; empty if the text is blank
   * @throws IllegalArgumentException if a name is unknown; the message quotes it and lists the
   *     known ones
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

  /** Returns the names of faults in the form that {@link #parse} reads. */
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
                    "%s must be a list of %s, was \"%s\""
                        .formatted(variable, names(Arrays.asList(values())), name)));
  }
}
