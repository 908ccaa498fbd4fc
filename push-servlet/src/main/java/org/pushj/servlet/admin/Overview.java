package org.pushj.servlet.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pushj.HubHealth;
import org.pushj.PushHealth;
import org.pushj.SubscriptionState;
import org.pushj.publisher.Publisher;
import org.pushj.servlet.admin.html.Fields;
import org.pushj.servlet.admin.html.OverviewMarkup;
import org.pushj.servlet.admin.html.PageLinks;
import org.pushj.servlet.admin.html.Tag;
import org.pushj.spi.SearchableStore;
import org.pushj.spi.UpdateInbox;
import org.pushj.subscriber.Subscriber;
import org.pushj.subscriber.SubscriberStatistics;
import org.pushj.text.Json;

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
    json.put(Fields.TOKEN, request.token());
    return View.of("Overview", content, json);
  }

  private static void health(
      PushHealth health, List<Tag> content, Map<String, @Nullable Object> json) {
    content.addAll(OverviewMarkup.health(health));
    json.put("status", health.status());
    json.put(
        "reasons",
        health.reasons().stream()
            .map(each -> Json.object("kind", each.kind(), "text", each.text()))
            .toList());
  }

  private void states(AdminRequest request, List<Tag> content, Map<String, @Nullable Object> json) {
    if (!subscriber.operations().isSearchable()) {
      content.addAll(
          OverviewMarkup.noStates(RefusedException.missing("store", SearchableStore.class)));
      return;
    }
    Map<SubscriptionState, Long> counts = subscriber.operations().countByState();
    content.addAll(OverviewMarkup.states(request.links(), counts));
    json.put(PageLinks.SUBSCRIPTIONS, counts);
  }

  private void inbox(AdminRequest request, List<Tag> content, Map<String, @Nullable Object> json) {
    subscriber
        .operations()
        .inbox()
        .map(UpdateInbox::load)
        .ifPresent(
            load -> {
              content.addAll(OverviewMarkup.inbox(request.links(), load));
              json.put(
                  PageLinks.INBOX,
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
    content.addAll(OverviewMarkup.hubs(title, hubs, now));
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
    content.addAll(OverviewMarkup.statistics(numbers));
    json.put("statistics", numbers);
  }
}
