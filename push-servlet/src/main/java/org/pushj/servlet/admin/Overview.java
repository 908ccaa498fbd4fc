package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.PushHealth;
import org.pushj.SubscriptionState;
import org.pushj.base.Json;
import org.pushj.publisher.Publisher;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberStatistics;

/** How all of it does: what waits, which hubs fail, and what was counted in this process. */
final class Overview {
  private final Subscriber subscriber;
  private final @Nullable Publisher publisher;
  private final InstantSource clock;

  Overview(Subscriber subscriber, @Nullable Publisher publisher, InstantSource clock) {
    this.subscriber = subscriber;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Shows it. */
  View show(AdminRequest request) {
    request.takes();
    Instant now = clock.instant();
    List<Tag> content = new ArrayList<>();
    Map<String, @Nullable Object> json = Json.object();
    PushHealth health = subscriber.operations().health();
    health(health, content, json);
    if (health.status() != PushHealth.Status.DOWN) {
      states(request, content, json);
      inbox(request, content, json);
    }
    hubs("Failing hubs", "hubs", subscriber.operations().statistics().hubs(), now, content, json);
    if (publisher != null) {
      hubs("Hubs failing on pings", "pingHubs", publisher.hubs(), now, content, json);
    }
    statistics(content, json);
    json.put(AccessCheck.TOKEN, request.token());
    return View.of("Overview", content, json);
  }

  private static void health(
      PushHealth health, List<Tag> content, Map<String, @Nullable Object> json) {
    boolean isUp = health.status() == PushHealth.Status.UP;
    content.add(
        Tag.of("p", isUp ? "Healthy" : Words.capitalized(Words.of(health.status())))
            .with("class", isUp ? "verdict good" : "verdict bad")
            .with("role", "status"));
    Tag reasons = Tag.of("ul");
    health.reasons().forEach(each -> reasons.add(Tag.of("li", Words.foreign(each.text()))));
    if (!isUp) {
      content.add(reasons);
    }
    json.put("status", health.status());
    json.put(
        "reasons",
        health.reasons().stream()
            .map(each -> Json.object("kind", each.kind(), "text", each.text()))
            .toList());
  }

  private void states(AdminRequest request, List<Tag> content, Map<String, @Nullable Object> json) {
    content.add(Tag.of("h2", "Subscriptions"));
    if (!subscriber.operations().isSearchable()) {
      content.add(Layout.note(RefusedException.missing("store", SearchableStore.class)));
      return;
    }
    Map<String, Tag> facts = new LinkedHashMap<>();
    Map<SubscriptionState, Long> counts = subscriber.operations().countByState();
    for (SubscriptionState state : SubscriptionState.values()) {
      String number = "" + counts.getOrDefault(state, 0L);
      String word = state.name().toLowerCase(Locale.ROOT);
      facts.put(
          Words.of(state),
          state == SubscriptionState.ENDED
              ? Tag.of("span", number)
              : Layout.link(request.root() + SubscriptionList.PATH + "?state=" + word, number));
    }
    content.add(Layout.facts(facts));
    json.put(SubscriptionList.PATH, counts);
  }

  private void inbox(AdminRequest request, List<Tag> content, Map<String, @Nullable Object> json) {
    subscriber
        .operations()
        .inbox()
        .map(UpdateInbox::load)
        .ifPresent(
            load -> {
              Map<String, Tag> facts = new LinkedHashMap<>();
              String path = request.root() + InboxPages.PATH;
              facts.put(
                  "Waiting",
                  Layout.link(path + "?state=waiting", "" + (load.updates() - load.parked())));
              facts.put("Parked", Layout.link(path + "?state=parked", "" + load.parked()));
              facts.put("Bytes", Tag.of("span", "" + load.bytes()));
              content.add(Tag.of("h2", "Inbox"));
              content.add(Layout.facts(facts));
              json.put(
                  InboxPages.PATH,
                  Json.object(
                      "waiting",
                      load.updates() - load.parked(),
                      "parked",
                      load.parked(),
                      "bytes",
                      load.bytes()));
            });
  }

  private static void hubs(
      String title,
      String name,
      List<HubHealth> hubs,
      Instant now,
      List<Tag> content,
      Map<String, @Nullable Object> json) {
    content.add(Tag.of("h2", title));
    if (hubs.isEmpty()) {
      content.add(Layout.note("None, as far as this process knows."));
    } else {
      content.add(
          Layout.table(
              "Failing since they last worked, in this process",
              List.of("Hub", "Circuit breaker", "Failures in a row", "Tried again"),
              hubs.stream().map(each -> row(each, now)).toList()));
    }
    json.put(
        name,
        hubs.stream()
            .map(
                each ->
                    Json.object(
                        "hub",
                        each.hub(),
                        "failures",
                        each.failures(),
                        "openUntil",
                        each.openUntil()))
            .toList());
  }

  private static List<Tag> row(HubHealth hub, Instant now) {
    return List.of(
        Words.foreign(hub.hub().toString()),
        hub.isOpen() ? Words.badge("open", "bad") : Words.badge("closed", "neutral"),
        Tag.of("span", "" + hub.failures()),
        Words.time(hub.openUntil(), now));
  }

  private void statistics(List<Tag> content, Map<String, @Nullable Object> json) {
    SubscriberStatistics counted = subscriber.operations().statistics();
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("updatesTaken", counted.updatesTaken());
    numbers.put("updatesFailed", counted.updatesFailed());
    numbers.put("updatesRejected", counted.updatesRejected());
    numbers.put("updatesRepeated", counted.updatesRepeated());
    numbers.put("updatesDelivered", counted.updatesDelivered());
    numbers.put("attemptsFailed", counted.attemptsFailed());
    numbers.put("updatesParked", counted.updatesParked());
    numbers.put("callsHanging", counted.callsHanging());
    numbers.put("updatesExpired", counted.updatesExpired());
    Map<String, Tag> facts = new LinkedHashMap<>();
    numbers.forEach(
        (name, number) ->
            facts.put(
                Words.capitalized(name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT)),
                Tag.of("span", number.toString())));
    content.add(Tag.of("h2", "Counted in this process"));
    content.add(Layout.facts(facts));
    json.put("statistics", numbers);
  }
}
