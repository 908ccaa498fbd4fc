package org.pushj.servlet.admin;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pushj.SubscriptionId;
import org.pushj.SubscriptionState;
import org.pushj.servlet.admin.html.Layout;
import org.pushj.servlet.admin.html.ShownFilter;
import org.pushj.spi.SubscriptionQuery;

/**
 * Which subscriptions the operator asks for.
 *
 * @param state a state in lower case, or {@value #FAILING}; empty for any
 * @param hub the hub; empty for any
 * @param ending within what time the lease ends; empty for any
 * @param silent for how long nothing has come; empty for any
 * @param text what the topic or the resource contains; empty for any
 * @param after where the page begins; empty for the first one
 * @param size the size of a page
 */
record SubscriptionFilter(
    String state,
    Optional<URI> hub,
    Optional<Duration> ending,
    Optional<Duration> silent,
    String text,
    Optional<SubscriptionId> after,
    int size) {
  /** What is not as the application wants it, whatever its state. */
  static final String FAILING = "failing";

  static final int MAX_SIZE = 200;
  private static final int SIZE = 50;
  private static final int MAX_TEXT = 2048;

  /** What the parameters are called. */
  static final String[] PARAMETERS = {"state", "hub", "ending", "silent", "q", "after", "size"};

  /** Reads the parameters. */
  static SubscriptionFilter of(AdminRequest request) {
    return new SubscriptionFilter(
        request.word("state", states()).orElse(""),
        request.url("hub"),
        request.time("ending"),
        request.time("silent"),
        request.text("q", MAX_TEXT).map(String::strip).orElse(""),
        request.id("after", SubscriptionId::of),
        request.number("size", 1, MAX_SIZE, SIZE));
  }

  /** Returns the words for {@code state}. */
  static List<String> states() {
    return Stream.concat(
            Stream.of(FAILING),
            Arrays.stream(SubscriptionState.values())
                .filter(state -> state != SubscriptionState.ENDED)
                .map(state -> state.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Returns the queries whose results together are the page and one more subscription. */
  List<SubscriptionQuery> queries(Instant now) {
    SubscriptionQuery all =
        new SubscriptionQuery(
            null,
            null,
            hub.orElse(null),
            ending.map(now::plus).orElse(null),
            text.isEmpty() ? null : text,
            silent.map(now::minus).orElse(null),
            null,
            null,
            after.orElse(null),
            size + 1);
    if (state.isEmpty()) {
      return List.of(all);
    }
    if (state.equals(FAILING)) {
      return List.of(all.withFailing(true), lapsed(all, now).withFailing(false));
    }
    SubscriptionQuery one =
        all.withState(SubscriptionState.valueOf(state.toUpperCase(Locale.ROOT)));
    return one.state() == SubscriptionState.EXPIRED ? List.of(one, lapsed(all, now)) : List.of(one);
  }

  /** Finds leases whose end no node has noticed: the state is that of the last work. */
  private SubscriptionQuery lapsed(SubscriptionQuery all, Instant now) {
    return all.withState(SubscriptionState.ACTIVE).withLeaseEndingBefore(now);
  }

  /** Tells whether all subscriptions match. */
  boolean isAll() {
    return state.isEmpty()
        && hub.isEmpty()
        && ending.isEmpty()
        && silent.isEmpty()
        && text.isEmpty();
  }

  boolean isFirstPage() {
    return after.isEmpty();
  }

  /** Returns the filter of the page that follows this subscription. */
  SubscriptionFilter after(@Nullable SubscriptionId last) {
    return new SubscriptionFilter(
        state, hub, ending, silent, text, Optional.ofNullable(last), size);
  }

  /** Returns the filter as parameters; what does not restrict is left out. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("state", state);
    parameters.put("hub", hub.map(URI::toString).orElse(""));
    parameters.put("ending", ending.map(SubscriptionFilter::written).orElse(""));
    parameters.put("silent", silent.map(SubscriptionFilter::written).orElse(""));
    parameters.put("q", text);
    parameters.put("after", after.map(SubscriptionId::toString).orElse(""));
    parameters.put("size", size == SIZE ? "" : Integer.toString(size));
    parameters.values().removeIf(String::isEmpty);
    return parameters;
  }

  /** Returns the filter as the query of a URL, with its question mark. */
  String query() {
    return Layout.query(parameters());
  }

  /** Returns the filter as the page carries it along. */
  ShownFilter shown() {
    return new ShownFilter(parameters(), isAll());
  }

  /** Returns a duration as a parameter. */
  static String written(Duration duration) {
    if (duration.toMinutesPart() > 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHoursPart() > 0 || duration.toDays() < 2
        ? duration.toHours() + "h"
        : duration.toDays() + "d";
  }
}
