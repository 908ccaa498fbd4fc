package org.pushj.servlet.admin.html;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pushj.HubHealth;
import org.pushj.PushHealth;
import org.pushj.SubscriptionState;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UpdateInbox;

/** The parts of the overview. */
public final class OverviewMarkup {
  private OverviewMarkup() {}

  /** Returns the status, and the reasons if it is not well. */
  public static List<Tag> health(PushHealth health) {
    boolean isUp = health.status() == PushHealth.Status.UP;
    Tag status =
        Tag.of("p", isUp ? "Healthy" : Words.capitalized(Words.of(health.status())))
            .with("class", isUp ? "verdict good" : "verdict bad")
            .with("role", "status");
    Tag reasons = Tag.of("ul");
    health.reasons().forEach(each -> reasons.add(Tag.of("li", Words.foreign(each.text()))));
    return isUp ? List.of(status) : List.of(status, reasons);
  }

  /** Returns how many subscriptions there are in each state. */
  public static List<Tag> states(PageLinks links, Map<SubscriptionState, Long> counts) {
    Map<String, Tag> facts = new LinkedHashMap<>();
    for (SubscriptionState state : SubscriptionState.values()) {
      long count = counts.getOrDefault(state, 0L);
      String number = count + (count < SearchableStore.MAX_COUNTED ? "" : " or more");
      String word = state.name().toLowerCase(Locale.ROOT);
      facts.put(
          Words.of(state),
          state == SubscriptionState.ENDED
              ? Tag.of("span", number)
              : links.to(PageLinks.SUBSCRIPTIONS + "?state=" + word, number));
    }
    return states(Layout.facts(facts));
  }

  /** Says why they are not counted. */
  public static List<Tag> noStates(String reason) {
    return states(Layout.note(reason));
  }

  private static List<Tag> states(Tag content) {
    return List.of(Tag.of("h2", "Subscriptions"), content);
  }

  /** Returns what is in the inbox. */
  public static List<Tag> inbox(PageLinks links, UpdateInbox.Load load) {
    Map<String, Tag> facts = new LinkedHashMap<>();
    String path = PageLinks.INBOX;
    facts.put("Waiting", links.to(path + "?state=waiting", "" + (load.updates() - load.parked())));
    facts.put("Parked", links.to(path + "?state=parked", "" + load.parked()));
    facts.put("Bytes", Tag.of("span", "" + load.bytes()));
    return List.of(Tag.of("h2", "Inbox"), Layout.facts(facts));
  }

  /** Returns the hubs that fail. */
  public static List<Tag> hubs(String title, List<HubHealth> hubs, Instant now) {
    return List.of(
        Tag.of("h2", title),
        hubs.isEmpty()
            ? Layout.note("None, as far as this process knows.")
            : Layout.table(
                "Failing since they last worked, in this process",
                List.of("Hub", "Circuit breaker", "Failures in a row", "Tried again"),
                hubs.stream().map(each -> row(each, now)).toList()));
  }

  private static List<Tag> row(HubHealth hub, Instant now) {
    return List.of(
        Words.foreign(hub.hub().toString()),
        hub.isOpen() ? Words.badge("open", "bad") : Words.badge("closed", "neutral"),
        Tag.of("span", "" + hub.failures()),
        Words.time(hub.openUntil(), now));
  }

  /** Returns what was counted, by the names that JSON has. */
  public static List<Tag> statistics(Map<String, Object> numbers) {
    Map<String, Tag> facts = new LinkedHashMap<>();
    numbers.forEach(
        (name, number) ->
            facts.put(
                Words.capitalized(name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)),
                Tag.of("span", number.toString())));
    return List.of(Tag.of("h2", "Counted in this process"), Layout.facts(facts));
  }
}
