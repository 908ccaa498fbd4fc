package org.pushj.simulation;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.pushj.Grant;
import org.pushj.Subscription;
import org.pushj.SubscriptionState;

/** Counts which events happened to subscriptions in which states. */
final class Coverage {
  private static final String NONE = "none";
  private static final String REQUEST = "request open";
  private static final String FORMER = "hub to leave";
  private static final String PAUSED = "paused";

  private final Map<String, Map<String, Integer>> cells = new TreeMap<>();

  /** Counts an event that happens to a resource, with its subscriptions at that time. */
  void add(String event, URI resource, List<Subscription> subscriptions, Instant now) {
    Map<String, Integer> row = cells.computeIfAbsent(event, any -> new TreeMap<>());
    states(resource, subscriptions, now).forEach(each -> row.merge(each, 1, Integer::sum));
  }

  private static List<String> states(URI resource, List<Subscription> subscriptions, Instant now) {
    for (Subscription each : subscriptions) {
      if (each.request().resource().equals(resource)) {
        return states(each, now);
      }
    }
    return List.of(NONE);
  }

  private static List<String> states(Subscription subscription, Instant now) {
    List<String> states = new ArrayList<>();
    states.add(text(subscription.stateAt(now)));
    if (subscription.open() != null) {
      states.add(REQUEST);
    }
    Grant.Former former = subscription.former();
    if (former != null && former.isToBeEndedAt(now)) {
      states.add(FORMER);
    }
    if (subscription.paused()) {
      states.add(PAUSED);
    }
    return states;
  }

  private static String text(SubscriptionState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Adds the counts of another run. */
  void add(Coverage other) {
    other.cells.forEach(
        (event, row) ->
            row.forEach(
                (state, count) ->
                    cells
                        .computeIfAbsent(event, any -> new TreeMap<>())
                        .merge(state, count, Integer::sum)));
  }

  /** Returns a table: a row for each event, a column for each state. */
  String table() {
    List<String> columns = new ArrayList<>(List.of(NONE));
    for (SubscriptionState each : SubscriptionState.values()) {
      columns.add(text(each));
    }
    columns.addAll(List.of(REQUEST, FORMER, PAUSED));
    StringBuilder text = new StringBuilder(String.format("%-32s", ""));
    columns.forEach(each -> text.append(String.format("%14s", each)));
    cells.forEach(
        (event, row) -> {
          text.append(String.format("%n%-32s", event));
          columns.forEach(each -> text.append(String.format("%14d", row.getOrDefault(each, 0))));
        });
    return text.toString();
  }
}
